using KB.Indexer.Duplicates.Features;
using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Duplicates;

public sealed class CrashFeaturesTests
{
    [Fact]
    public void Unpacking_gives_back_what_was_packed()
    {
        CrashFeatures features = CrashFeatures.Of(
            Crashes.Through("KASAN: use-after-free Read in leek_grow", "kasan_report", "leek_grow@drivers/leek/core.c:7", "kfree") with
            {
                Locks = ["leek_lock"], Cache = "leek-64", Access = new AccessInfo("Read", 8, null), AltTitles = ["bad-access in leek_grow"], Text = "The leek is rotten",
            },
            new DateOnly(2019, 3, 1),
            "leek");

        CrashFeatures back = CrashFeatures.Unpack(features.Pack())!;

        Assert.Equal(features.Pack(), back.Pack());
        Assert.Equal((features.Fingerprint, features.Day, features.Class), (back.Fingerprint, back.Day, back.Class));
        Assert.NotEqual(0, features.Class);
    }

    [Fact]
    public void Damaged_bytes_unpack_to_nothing()
    {
        byte[] bytes = CrashFeatures.Of(Crashes.Through("WARNING in leek_grow", "leek_grow", "leek_plant")).Pack();

        Assert.Null(CrashFeatures.Unpack([]));
        Assert.Null(CrashFeatures.Unpack([(byte)(bytes[0] + 1), .. bytes[1..]]));
        Assert.All(Enumerable.Range(1, bytes.Length - 1), length => Assert.Null(CrashFeatures.Unpack(bytes.AsSpan(0, length))));
    }

    [Fact]
    public void The_day_does_not_change_the_fingerprint_and_a_frame_does()
    {
        CrashReport report = Crashes.Through("WARNING in leek_grow", "leek_grow", "leek_plant");
        CrashFeatures features = CrashFeatures.Of(report, new DateOnly(2019, 3, 1));

        Assert.Equal(features.Fingerprint, CrashFeatures.Of(report, new DateOnly(2020, 1, 1)).Fingerprint);
        Assert.NotEqual(features.Fingerprint, CrashFeatures.Of(Crashes.Through("WARNING in leek_grow", "leek_grow", "leek_pull")).Fingerprint);
    }

    [Fact]
    public void The_culprit_is_the_first_function_that_is_no_machinery_and_no_helper()
    {
        CrashFeatures features = CrashFeatures.Of(Crashes.Through("KASAN: use-after-free Read in list_del", "dump_stack", "kasan_report", "list_del", "leek_free", "leek_pull"));

        Assert.Equal(Term.Of(Space.Guilty, "leek_free"), features.Culprit);
    }

    [Fact]
    public void Frames_with_a_question_mark_count_only_where_there_are_no_others()
    {
        var doubtful = new StackFrame { Function = "leek_wash", Symbol = "leek_wash", Reliable = false };
        var sure = new StackFrame { Function = "leek_cut", Symbol = "leek_cut" };
        static CrashFeatures Of(params StackFrame[] frames) => CrashFeatures.Of(new CrashReport { Id = "", Title = "", Stacks = [new CallStack(StackKind.CallTrace, "", frames)] });

        Assert.Equal(Term.Of(Space.Function, "leek_cut"), Of(doubtful, sure).Stacks[0].Frames.Single().Function);
        Assert.Equal(Term.Of(Space.Function, "leek_wash"), Of(doubtful).Stacks[0].Frames.Single().Function);
    }

    [Theory]
    [InlineData("KASAN: use-after-free Read in leek", "use-after-free")]
    [InlineData("KASAN: slab-out-of-bounds Write in leek", "out-of-bounds")]
    [InlineData("BUG: unable to handle kernel NULL pointer dereference in leek", "null pointer")]
    [InlineData("general protection fault in leek", "general protection fault")]
    [InlineData("possible deadlock in leek", "lock order")]
    [InlineData("INFO: rcu detected stall in leek", "stall")]
    [InlineData("INFO: task hung in leek", "hung task")]
    [InlineData("memory leak in leek", "leak")]
    [InlineData("WARNING in leek", "warning")]
    [InlineData("kernel BUG at leek.c:LINE!", "kernel BUG")]
    [InlineData("leek", "unknown")]
    public void A_title_tells_the_class(string title, string name) => Assert.Equal(name, CrashClass.All[CrashClass.Of(title)].Name);
}
