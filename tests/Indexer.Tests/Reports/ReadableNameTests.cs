using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

/// <summary>Names of Rust and C++ say the same mangled and readable, and reports show them readable.</summary>
public class ReadableNameTests
{
    private const string Mangled = """
        BUG: KASAN: slab-use-after-free in _RNvXCsktjF9JQNZ8U_6widgetNtB2_6WidgetNtCs43vyB533jt3_6kernel6Module4init+0x904/0xc30
        Read of size 8 at addr ffff88810a2b3c40 by task widgetd/57
        CPU: 1 PID: 57 Comm: widgetd Not tainted 6.15.0-rc7 #2
        Call Trace:
         <TASK>
         kasan_report+0xda/0x110
         ? _RNvNtCs9jEwPDbx20M_4core9panicking9panic_fmt+0x10/0x10
         _RNvXCsktjF9JQNZ8U_6widgetNtB2_6WidgetNtCs43vyB533jt3_6kernel6Module4init+0x904/0xc30
         _ZN6gadget5cache5flush17h0123456789abcdefE+0x12/0x40 [gadget]
         _Z8fakeNameiii+0x49a/0x1a10
         _RNvMs3_NtCs1_6widget7processNtB5_7Process5flush.llvm.123+0x1/0x20
         do_one_initcall+0x233/0x820
         </TASK>
        """;

    private const string Readable = """
        BUG: KASAN: slab-use-after-free in <widget::Widget as kernel::Module>::init+0x904/0xc30
        Read of size 8 at addr ffff88810a2b3c40 by task widgetd/57
        CPU: 1 PID: 57 Comm: widgetd Not tainted 6.15.0-rc7 #2
        Call Trace:
         <TASK>
         kasan_report+0xda/0x110
         ? core::panicking::panic_fmt+0x10/0x10
         <widget::Widget as kernel::Module>::init+0x904/0xc30
         gadget::cache::flush+0x12/0x40 [gadget]
         fakeName+0x49a/0x1a10
         <widget::process::Process>::flush.llvm.123+0x1/0x20
         do_one_initcall+0x233/0x820
         </TASK>
        """;

    [Fact]
    public void A_report_shows_the_names_of_the_sources_and_is_known_by_what_was_printed()
    {
        CrashReport report = ReportParser.Parse(Mangled)!;

        Assert.Equal("KASAN: slab-use-after-free Read in <widget::Widget as kernel::Module>::init", report.Title);
        Assert.Equal(Readable + "\n", report.Text);
        Assert.Equal(ReportId.Of(Mangled), report.Id);
        Assert.Equal("_ZN6gadget5cache5flush17h0123456789abcdefE", report.Stacks.Single(stack => stack.Kind == StackKind.CallTrace).Frames[3].Symbol);
    }

    [Fact]
    public void Images_are_asked_by_the_names_that_were_printed() => Assert.Equal(Mangled, ReadableNames.WithSymbols(ReportParser.Parse(Mangled)!).TrimEnd());

    [Theory]
    [InlineData("[   12.345678][   T57] ")]
    [InlineData("")]
    public void Both_forms_say_the_same(string prefix)
    {
        CrashReport mangled = ReportParser.Parse(Wrapped(Mangled, prefix))!, readable = ReportParser.Parse(Wrapped(Readable, prefix))!;

        Assert.Equal(Facts(mangled), Facts(readable));
        Assert.Equal(Facts(readable), Facts(ReportParser.Parse(Wrapped(readable.Text, prefix))!) with { Reliable = Facts(readable).Reliable, Frames = Facts(readable).Frames });
        Assert.Equal(mangled.Text, readable.Text);
        Assert.DoesNotContain("_RQ", System.Text.Json.JsonSerializer.Serialize(readable), StringComparison.Ordinal);
        Assert.DoesNotContain("_x3", System.Text.Json.JsonSerializer.Serialize(mangled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" <rnull::NullBlkModule as kernel::InPlaceModule>::init+0x904/0xc30", "<rnull::NullBlkModule as kernel::InPlaceModule>::init")]
    [InlineData(" core::ptr::drop_in_place::<alloc::boxed::Box<dyn Fn()>>+0x10/0x20 [widget]", "core::ptr::drop_in_place::<alloc::boxed::Box<dyn Fn()>>")]
    [InlineData(" <alloc::boxed::Box<dyn Fn(u32) -> u64 + Send> as Drop>::drop+0x10/0x20", "<alloc::boxed::Box<dyn Fn(u32) -> u64 + Send> as Drop>::drop")]
    [InlineData(" ? widget::probe::{closure#0}+0x10/0x20", "widget::probe::{closure#0}")]
    [InlineData(" core::slice::<impl [T]>::get+0x10/0x20", "core::slice::<impl [T]>::get")]
    [InlineData(" widget::cache::flush::h0123456789abcdef+0x10/0x20", "widget::cache::flush")]
    [InlineData(" fakeName(int, int, int)+0x49a/0x1a10", "fakeName")]
    [InlineData(" Widget::flush(std::pair<int, int (*)(char)> const&) const+0x49a/0x1a10", "Widget::flush")]
    [InlineData(" [<ffffffff81012345>] widget::flush+0x10/0x20", "widget::flush")]
    [InlineData(" <widget::Widget as kernel::Module>::init (drivers/widget/core.rs:42) widget", "<widget::Widget as kernel::Module>::init")]
    [InlineData(" <widget::Widget as kernel::Module>::init drivers/widget/core.rs:42 [inline]", "<widget::Widget as kernel::Module>::init")]
    [InlineData(" <widget::Widget as kernel::Module>::init+0x904/0xc30 drivers/widget/core.rs:42", "<widget::Widget as kernel::Module>::init")]
    public void A_readable_frame_is_read(string line, string function)
    {
        string text = $"BUG: unable to handle page fault for address: ffffc90001fce000\nCall Trace:\n <TASK>\n dump_stack_lvl+0x1/0x2\n{line}\n do_one_initcall+0x233/0x820\n </TASK>\n";

        StackFrame frame = ReportParser.Parse(text)!.Stacks[0].Frames[1];

        Assert.Equal((function, function), (frame.Function, frame.Symbol));
    }

    [Theory]
    [InlineData("Modules linked in: a::b (c)")]
    [InlineData("foo() failed (drivers/x.c:12)")]
    [InlineData("RIP: 0010:widget_flush+0x1d3/0x240")]
    [InlineData("[<c0101234>] (widget_flush+0x0/0x10) from [<c0105678>] (gadget_poll+0x10/0x20)")]
    [InlineData("at: [<ffffffff81012345>] widget_flush+0x1d3/0x240")]
    [InlineData(" (null)+0x0/0x10")]
    [InlineData(" ::+0x0/0x10 >::)+0x0/0x10")]
    public void Other_lines_stay(string line) => Assert.Equal(line, ReadableNames.AsWords(line));

    private sealed record Said(string Title, string Alt, string? Frame, string Functions, string Frames, string Reliable, string Key);

    private static Said Facts(CrashReport report) => new(report.Title, string.Join('|', report.AltTitles), report.Frame,
        string.Join('|', report.Stacks.SelectMany(stack => stack.Frames).Where(frame => frame.Reliable).Select(frame => $"{frame.Function} {frame.Offset} {frame.Size} {frame.Module}")),
        string.Join('|', report.Stacks.SelectMany(stack => stack.Frames).Select(frame => frame.Function)),
        string.Join('|', report.Stacks.SelectMany(stack => stack.Frames).Select(frame => frame.Reliable)), string.Join('|', report.Stacks.Select(stack => stack.Label)) + report.Type);

    private static string Wrapped(string text, string prefix) => string.Join('\n', text.Split('\n').Select(line => prefix + line));
}
