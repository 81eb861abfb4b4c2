using KB.Indexer.Duplicates.Features;
using KB.Indexer.Reports;
using KB.Indexer.Trackers;

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
    public void The_bugs_that_a_text_names_are_kept_and_tell_no_repeats_apart()
    {
        CrashReport report = Crashes.Through("WARNING in leek_grow", "leek_grow", "leek_plant");
        CrashFeatures Naming(params TrackerReference[] references) => CrashFeatures.Of(report with { Trackers = references });
        TrackerReference bug = TrackerTable.Reference("bugzilla", "200300")!, mail = TrackerTable.Reference("lore", "20190301.leek@example.org")!;
        CrashFeatures named = Naming(mail, bug);

        Assert.Equal(CrashFeatures.Of(report).Fingerprint, named.Fingerprint);
        Assert.Equal([Term.Of(Space.Value, "bugzilla 200300")], CrashFeatures.Unpack(named.Pack())!.Trackers);
        Assert.Empty(Naming([.. Enumerable.Range(1, 5).Select(i => TrackerTable.Reference("bugzilla", $"20030{i}")!)]).Trackers);
    }

    [Theory]
    [InlineData("do_trap_no_signal")]
    [InlineData("__bad_stack")]
    [InlineData("el1_undef")]
    [InlineData("pgm_check_handler")]
    [InlineData("program_check_exception")]
    [InlineData("handle_exception")]
    public void The_way_into_a_trap_is_left_out_on_every_architecture(string function)
    {
        CrashFeatures features = CrashFeatures.Of(Crashes.Through("kernel BUG in leek_free", function, "leek_free", "leek_pull"));

        Assert.Equal(Term.Of(Space.Guilty, "leek_free"), features.Culprit);
        Assert.Equal(["leek_free", "leek_pull"], features.Stacks[0].Frames.Select(frame => features.Names![frame.Function]));
    }

    [Fact]
    public void A_copy_of_an_architecture_is_not_the_culprit() =>
        Assert.Equal(Term.Of(Space.Guilty, "leek_free"), CrashFeatures.Of(Crashes.Through("BUG in leek_free", "__arch_copy_to_user", "leek_free")).Culprit);

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

    [Fact]
    public void A_caller_at_the_start_of_a_function_or_beyond_its_end_is_not_that_function()
    {
        CrashReport report = Crashes.Through("kernel BUG in leek_panic", "leek_panic", "leek_grow", "leek_plant", "leek_ioctl");
        CallStack trace = report.Stacks[0];
        CrashFeatures Of(int at, long offset) => CrashFeatures.Of(report with
        {
            Frame = trace.Frames[at].Function,
            Stacks = [trace with { Frames = [.. trace.Frames.Select((frame, i) => i == at ? frame with { Offset = offset, Size = 64 } : frame)] }],
        });
        uint misnamed = Term.Of(Space.Function, "leek_grow");

        Assert.All((CrashFeatures[])[Of(1, 0), Of(1, 65)], features =>
        {
            Assert.DoesNotContain(features.Stacks[0].Frames, frame => frame.Function == misnamed);
            Assert.DoesNotContain(Term.Of(Space.Guilty, "leek_grow"), features.Guilty);
            Assert.Equal(4, features.Stacks[0].Frames.Length);
        });
        Assert.All((CrashFeatures[])[Of(1, 64), Of(1, 1)], features => Assert.Contains(features.Stacks[0].Frames, frame => frame.Function == misnamed));
    }

    [Fact]
    public void A_crash_may_lie_at_the_start_of_its_function()
    {
        CrashReport report = Crashes.Through("BUG in leek_grow", "leek_plant", "leek_ioctl");
        StackFrame place = new() { Function = "leek_grow", Symbol = "leek_grow", Offset = 0, Size = 64 };

        CrashFeatures features = CrashFeatures.Of(report with { Stacks = [new CallStack(StackKind.Crash, "RIP:", [place]), .. report.Stacks] });

        Assert.Equal(Term.Of(Space.Guilty, "leek_grow"), features.Culprit);
    }

    [Fact]
    public void A_helper_that_was_inlined_into_a_module_is_not_the_function_of_the_module()
    {
        CrashReport report = Crashes.Through("WARNING in leek_put", "refcount_dec", "leek_put", "leek_close");

        CrashFeatures features = CrashFeatures.Of(report with { Stacks = [report.Stacks[0] with { Frames = [.. report.Stacks[0].Frames.Select(frame => frame with { Module = "leek" })] }] });

        Assert.Equal(Term.Of(Space.Guilty, "leek_put"), features.InModule);
    }
}
