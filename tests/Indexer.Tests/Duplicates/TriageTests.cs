using System.IO.Compression;
using System.Text;
using KB.Indexer.Duplicates;
using KB.Indexer.Duplicates.Features;

namespace KB.Indexer.Tests.Duplicates;

public sealed class TriageTests
{
    private static readonly string[] Stream =
    [
        """{"id":"one","time":"2019-03-01","title":"WARNING in leek_grow","text":"WARNING: CPU: 0 PID: 7 at drivers/leek/core.c:7 leek_grow+0x1/0x20\nCPU: 0 PID: 7 Comm: gardener Not tainted 5.1.0 #1\nCall Trace:\n leek_plant+0x1/0x20\n garden_ioctl+0x1/0x20\n"}""",
        "this is no JSON",
        """{"text":"nothing of a crash"}""",
    ];

    [Fact]
    public void Each_crash_is_judged_against_earlier_ones_only()
    {
        StreamedCrash[] crashes = [.. Crashes.Vegetables().Select(row => new StreamedCrash(row.Id, row.Features))];

        TriagedCrash[] judged = [.. Triage.Run(crashes, 5, ignoreTime: false, withReasons: true)];

        Assert.Equal(crashes.Select(crash => crash.Id), judged.Select(one => one.Id));
        Assert.Equal(("new", null), (judged[0].Decision, judged[0].Of));
        Assert.Empty(judged[0].Candidates);
        Assert.NotEmpty(judged[^1].Candidates);
        Assert.All(judged.Index(), row => Assert.All(row.Item.Candidates, one => Assert.Contains(one.Id, crashes.Take(row.Index).Select(crash => crash.Id))));
    }

    [Fact]
    public void The_same_stream_gives_the_same_clusters()
    {
        static string Clusters() => string.Join(' ', Triage.Run(Crashes.Vegetables().Concat(Crashes.Vegetables().Select(row => (row.Id + "2", row.Features))).Select(row => new StreamedCrash(row.Item1, row.Features)), 5, false, false)
            .Select(one => $"{one.Id}={one.Of}:{string.Join(',', one.Candidates.Select(candidate => $"{candidate.Id} {candidate.Probability}"))}"));

        Assert.Equal(Clusters(), Clusters());
        Assert.Contains("leek2=leek:", Clusters());
    }

    [Fact]
    public void A_repeat_is_a_duplicate_of_the_first()
    {
        CrashFeatures leek = Crashes.Vegetables().First().Features;

        TriagedCrash[] judged = [.. Triage.Run([new("a", leek), new("b", leek), new("c", leek)], 5, false, true)];

        Assert.Equal([null, "a", "a"], judged.Select(one => one.Of));
    }

    [Fact]
    public void Lines_that_are_no_crash_are_named_and_left_out()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, Stream);
            List<int> refused = [];

            StreamedCrash[] crashes = [.. CrashStream.Read(file, (number, _) => refused.Add(number))];

            Assert.Equal(["one", "3"], crashes.Select(crash => crash.Id));
            Assert.Equal([2], refused);
            Assert.Equal(new DateOnly(2019, 3, 1).DayNumber, crashes[0].Features.Day);
            Assert.NotEmpty(crashes[0].Features.Stacks);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_packed_stream_is_read_up_to_its_damage()
    {
        string file = Path.ChangeExtension(Path.GetTempFileName(), ".gz");
        try
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
            {
                gzip.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 9000).Select(i => $$"""{"id":"{{i}}","text":"no crash"}""" + "\n"))));
            }

            File.WriteAllBytes(file, packed.ToArray()[..(int)(packed.Length / 2)]);
            List<string> refused = [];

            StreamedCrash[] crashes = [.. CrashStream.Read(file, (_, why) => refused.Add(why))];

            Assert.InRange(crashes.Length, 1, 8999);
            Assert.Contains("damaged", refused[^1], StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
