using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

/// <summary>Who and what is blamed, and when a report says so of itself with doubt.</summary>
public class BlameTests
{
    [Fact]
    public void The_path_of_a_file_may_have_a_plus()
    {
        CrashReport report = ReportParser.Parse("WARNING: CPU: 1 PID: 5 at /usr/src/widget-6.12+deb12/flush.c:128 widget_flush+0x10/0x20\nCall Trace:\n widget_flush+0x1/0x2\n"
            + "+drivers/widget/core.c:7 is a line of a patch\n")!;

        Assert.Equal("/usr/src/widget-6.12+deb12/flush.c", report.GuiltyFile);
        Assert.Equal(["/usr/src/widget-6.12+deb12/flush.c:128", "drivers/widget/core.c:7"], report.Locations);
    }

    [Fact]
    public void A_page_fault_handler_can_be_guilty()
    {
        CrashReport report = ReportParser.Parse("""
            BUG: KASAN: use-after-free in __do_page_fault+0x100/0x200
            Read of size 8 at addr ffff88810a2b3c40 by task widget/57
            Call Trace:
             dump_stack+0x194/0x257
             kasan_report+0x25b/0x340
             __do_page_fault+0x100/0x200
             page_fault+0x22/0x30
            """)!;

        Assert.Equal("KASAN: use-after-free Read in __do_page_fault", report.Title);
    }

    [Fact]
    public void A_warning_inside_the_report_of_a_sanitizer_makes_it_doubtful()
    {
        const string report = """
            ==================================================================
            BUG: KASAN: use-after-free in widget_flush+0x1d3/0x240
            Read of size 8 at addr ffff88810a2b3c40 by task widget/57
            Call Trace:
             kasan_report+0x25b/0x340
             widget_flush+0x1d3/0x240
            {0}
            ==================================================================
            """;
        const string warning = "------------[ cut here ]------------\nslab index 52160 out of bounds (604)";

        Assert.False(ReportParser.Parse(report.Replace("{0}", "", StringComparison.Ordinal))!.Corrupted);
        Assert.True(ReportParser.Parse(report.Replace("{0}", warning, StringComparison.Ordinal))!.Corrupted);
        Assert.False(ReportParser.Parse(report.Replace("{0}", "", StringComparison.Ordinal) + "\n" + warning)!.Corrupted);
    }

    [Fact]
    public void Where_a_lock_was_taken_names_the_file_only_if_nothing_else_does()
    {
        const string report = """
            WARNING: lock held when returning to user space!
            1 lock held by widget/57:
             #0: (&w->lock){+.+.}, at: widget_flush+0x1d3/0x240 drivers/widget/flush.c:42
            """;
        const string trace = "\nCall Trace:\n gadget_poll+0x10/0x80 drivers/gadget/poll.c:7";

        Assert.Equal("drivers/widget/flush.c", ReportParser.Parse(report)!.GuiltyFile);
        Assert.Equal("drivers/gadget/poll.c", ReportParser.Parse(report + trace)!.GuiltyFile);
        Assert.Equal("", ReportParser.Parse(report.Replace(" drivers/widget/flush.c:42", "", StringComparison.Ordinal))!.GuiltyFile);
    }
}
