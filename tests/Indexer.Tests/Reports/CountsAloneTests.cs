using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Tests.Reports;

public sealed class CountsAloneTests
{
    private static readonly string Complaint = Machines.All.Single(format => format.Name == "sysfs-duplicate").Example + "\n";

    private const string Crash = """
        general protection fault: 0000 [#1] SMP
        RIP: 0010:widget_flush+0x1d3/0x240
        Call Trace:
         gadget_poll+0x10/0x80
         do_syscall_64+0xcd/0xf80

        """;

    [Fact]
    public void A_complaint_before_a_crash_is_no_report_of_its_own() =>
        Assert.Equal(["general protection fault in widget_flush"], Titles(Complaint + Crash));

    [Fact]
    public void A_complaint_behind_a_crash_is_no_report_of_its_own() =>
        Assert.Equal(["general protection fault in widget_flush"], Titles(Crash + Complaint));

    [Fact]
    public void Complaints_alone_are_one_report() =>
        Assert.Equal(["sysfs: duplicate filename in widget_register"], Titles(Complaint + Complaint));

    [Fact]
    public void A_complaint_in_the_middle_of_a_crash_does_not_end_it() =>
        Assert.Equal(["kernel panic: corrupted stack end in widget_flush"], Titles("""
            Kernel panic - not syncing: corrupted stack end detected inside scheduler
            CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
            Call Trace:
             dump_stack+0x1d3/0x240
             panic+0x10/0x80
            gadget: page allocation failure: order:0, mode:0x40a20(GFP_ATOMIC|__GFP_COMP)
             widget_flush+0x1d3/0x240
             do_syscall_64+0xcd/0xf80

            """));

    [Theory]
    [InlineData("widget_flush", "filemap_fault")]
    [InlineData("filemap_fault", "exc_page_fault")]
    public void Who_needs_memory_is_named_when_nothing_else_is_reported(string frame, string caller) =>
        Assert.Equal([$"out of memory in {frame}"], Titles($"""
            widget invoked oom-killer: gfp_mask=0x201da, order=0, oom_adj=0
            Call Trace:
             dump_stack+0x1d3/0x240
             dump_header+0x10/0x80
             out_of_memory+0x1fd/0x4c0
             __alloc_pages+0x30f/0x330
             {frame}+0x1d3/0x240
             {caller}+0x1d3/0x240

            """));

    private static IEnumerable<string> Titles(string text) => ReportParser.ParseAll(new StringReader(text)).Select(report => report.Title);
}
