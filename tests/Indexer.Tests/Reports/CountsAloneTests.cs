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

    private static IEnumerable<string> Titles(string text) => ReportParser.ParseAll(new StringReader(text)).Select(report => report.Title);
}
