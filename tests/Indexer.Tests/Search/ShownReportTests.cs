using KB.Indexer.Reports;
using KB.Indexer.Search;
using KB.Indexer.Tests.Durability;

namespace KB.Indexer.Tests.Search;

public sealed class ShownReportTests
{
    [Fact]
    public void A_crash_shows_the_report_that_is_whole_though_a_corrupted_one_is_longer()
    {
        using var folder = new DataFolder();
        CrashReport whole = ReportParser.ParseAll(new StringReader("""
            BUG: kernel NULL pointer dereference, address: 0000000000000008
            CPU: 0 PID: 77 Comm: sower Not tainted 6.1.0 #1
            RIP: 0010:widget_asked+0x1d/0x40
            Call Trace:
             widget_ioctl+0x12/0x30
             widget_poll+0x42/0x90
             __x64_sys_ioctl+0x8b/0xc0
            """)).Single();
        string random = string.Join('\n', Enumerable.Range(0, 100).Select(i => (i * 7919 % 10007).ToString("x8")));
        CrashReport corrupted = whole with { Id = "0123456789abcdef", Text = whole.Text + random, Corrupted = true, CorruptedReason = "interleaved" };
        using (IndexWriter writer = IndexWriter.Open(folder.Data))
        {
            long source = writer.BeginSource("made", 0, 0);
            writer.Add(corrupted, new Mention(source, "made", 0));
            writer.Add(whole, new Mention(source, "made", 1));
            writer.Commit();
        }

        Crash crash = folder.Index().FindCrash(corrupted.Id)!;

        Assert.Equal(2, crash.Reports.Count);
        Assert.Equal(whole.Id, crash.Report.Id);
    }
}
