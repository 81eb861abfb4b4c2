using KB.Indexer.Search;
using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Queries;
using KB.Indexer.Tests.Durability;

namespace KB.Indexer.Tests.Search;

public sealed class CrashesByTests
{
    [Fact]
    public void A_crash_counts_once_for_each_value_that_its_reports_have()
    {
        using var folder = new DataFolder();
        Write("sower", "widget", "6.1.0");
        Write("mower", "widget", "6.1.0");
        Write("miller", "widget", "6.6.0");
        Write("baker", "gadget", "6.6.0");
        folder.Update();

        CrashIndex index = folder.Index();

        // One of them is the folder's own, which names no release.
        Assert.Equal((3, 5), (index.Stats().Crashes, index.Stats().Reports));
        Assert.Equal([("6.6.0", 2), ("6.1.0", 1)], index.CrashesBy(CrashColumn.Release, 10));
        Assert.Equal([("x86_64", 2)], index.CrashesBy(CrashColumn.Arch, 10));
        Assert.Equal([("6.6.0", 2)], index.CrashesBy(CrashColumn.Release, 1));
        Assert.Empty(index.CrashesBy(CrashColumn.Month, 10));

        void Write(string task, string device, string release) => File.WriteAllText(Path.Combine(folder.Corpus, $"{task}.log"), $"""
            BUG: kernel NULL pointer dereference, address: 0000000000000008
            CPU: 0 PID: 77 Comm: {task} Not tainted {release} #1
            RIP: 0010:{device}_asked+0x1d/0x40
            RAX: 0000000000000000 RBX: 0000000000000000 RCX: 0000000000000000
            Call Trace:
             {device}_ioctl+0x12/0x30
             {device}_poll+0x42/0x90
             __x64_sys_ioctl+0x8b/0xc0
            """);
    }

    [Fact]
    public void The_first_and_the_last_month_of_the_calendar_are_counted()
    {
        var columns = new ColumnsBuilder();
        columns.Set(0, new DocumentValues { Crash = 0, Day = DateWords.Day(DateOnly.MinValue) });
        columns.Set(1, new DocumentValues { Crash = 1, Day = DateWords.Day(DateOnly.MaxValue) });

        Assert.Equal([("0001-01", 1), ("9999-12", 1)], ColumnCounts.Of(columns.Snapshot(), CrashColumn.Month, 10));
    }
}
