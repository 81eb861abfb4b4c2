using KB.Indexer.Corpus.Articles;
using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Corpus.Articles;

public sealed class CrashKeysTests
{
    private static readonly CrashReport Report = new()
    {
        Id = "0123456789abcdef",
        Title = "WARNING in widget_flush",
        AltTitles = ["widget: bad length"],
        Locations = ["drivers/base/core.c:891"],
        Stacks =
        [
            new CallStack("call-trace", "Call Trace:",
            [
                new StackFrame { Function = "widget_flush", Symbol = "widget_flush.isra.0", File = "fs/widget/core.c", Line = 30 },
                new StackFrame { Function = "gadget_poll", Symbol = "gadget_poll", Reliable = false },
            ]),
        ],
    };

    [Theory]
    [InlineData("0123456789abcdef")]
    [InlineData("WARNING in widget_flush")]
    [InlineData("warning in WIDGET_flush")]
    [InlineData("WARNING in *")]
    [InlineData("WARNING *")]
    [InlineData("widget: bad length")]
    [InlineData("fn:widget_flush")]
    [InlineData("file:fs/widget/core.c")]
    [InlineData("file:fs/widget/core.c:30")]
    [InlineData("file:fs/widget/")]
    [InlineData("file:fs/")]
    [InlineData("file:drivers/base/core.c:891")]
    public void A_binding_reaches_the_crashes_it_names(string binding) => Assert.Contains(CrashBinding.Parse(binding)!.Key, CrashKeys.Of(Report));

    [Theory]
    [InlineData("fedcba9876543210")]
    [InlineData("WARNING in widget")]
    [InlineData("BUG in *")]
    [InlineData("fn:widget")]
    [InlineData("fn:gadget_poll")]
    [InlineData("file:fs/widget/core.c:31")]
    [InlineData("file:fs/widget")]
    [InlineData("file:widget/core.c")]
    public void And_no_others(string binding) => Assert.DoesNotContain(CrashBinding.Parse(binding)!.Key, CrashKeys.Of(Report));

    [Theory]
    [InlineData("0123456")]
    [InlineData("0123456789abcdef0")]
    [InlineData("fn:")]
    [InlineData("fn:two words")]
    [InlineData("file:/absolute/path.c")]
    [InlineData("file:fs/widget/core.c:0")]
    [InlineData("")]
    public void What_names_no_crash_is_no_binding(string text) => Assert.Null(CrashBinding.Parse(text));
}
