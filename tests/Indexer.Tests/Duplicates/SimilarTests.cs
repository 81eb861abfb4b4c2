using KB.Indexer.Bisections;
using KB.Indexer.Reports;
using KB.Indexer.Search;
using KB.Indexer.Tests.Bisections;
using KB.Indexer.Tests.Durability;
using KB.Indexer.Trackers;

namespace KB.Indexer.Tests.Duplicates;

public sealed class SimilarTests
{
    [Fact]
    public void Reports_of_one_crash_in_one_text_are_answered_once()
    {
        using var folder = new DataFolder();
        folder.Update();
        CrashReport[] reports =
        [
            .. Enumerable.Range(0, 4).Select(i => Crashes.Through("KASAN: use-after-free Read in turnip_pull", "turnip_pull@drivers/turnip.c:7", "turnip_harvest@drivers/turnip.c:90", "turnip_ioctl@drivers/turnip.c:120")
                with { Task = new TaskInfo($"worker{i}", i, i), Text = $"read of size 8 by task worker{i}" }),
            Crashes.Through("WARNING in onion_peel", "onion_peel@drivers/onion.c:3", "onion_open@drivers/onion.c:44", "onion_ioctl@drivers/onion.c:66"),
        ];

        IReadOnlyList<(CrashReport Report, SimilarCrashes Similar)> answers = folder.Index().Similar(reports, 5);

        Assert.Equal([(reports[0].Title, 4), (reports[4].Title, 1)], answers.Select(answer => (answer.Similar.Title, answer.Similar.Reports)));
        Assert.StartsWith("KASAN: use-after-free Read in turnip_pull (4 reports): ", SimilarText.Of(answers[0].Similar));
    }

    [Fact]
    public void Bisections_that_saw_both_titles_speak_for_one_bug()
    {
        const string Asked = "WARNING in sprocket_turn", Known = "KASAN: use-after-free Read in sprocket_stop";
        using var folder = new DataFolder();
        folder.Update();
        CrashReport report = Crashes.Through(Asked, "sprocket_turn", "wheel_spin", "wheel_ioctl");
        SimilarCrashes before = Answer(folder, report, [], Crashes.Through(Known, "sprocket_stop", "axle_halt", "axle_close"));
        SimilarCrash? unlinked = before.Candidates.FirstOrDefault(crash => crash.Title == Known);

        SimilarCrash found = Assert.Single(Answer(folder, report, [.. Enumerable.Range(1, 3).Select(i => Both($"5.{i}", Asked, Known))]).Candidates, crash => crash.Title == Known);

        Assert.InRange(found.Probability, Math.Max(0.5, (unlinked?.Probability ?? 0) + 0.1), 1);
        Assert.StartsWith("for: 3 bisections started from one and saw the other", found.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_of_a_tracker_that_both_name_speaks_for_one_bug()
    {
        using var folder = new DataFolder();
        folder.Update();
        TrackerReference bug = TrackerTable.Reference("bugzilla", "200300")!;
        CrashReport known = Crashes.Through("WARNING in leek_grow", "leek_grow", "leek_plant", "leek_ioctl") with { Trackers = [bug] };
        CrashReport report = Crashes.Through("INFO: task hung in kale_wait", "kale_wait", "kale_flush", "kale_close");
        Assert.DoesNotContain(Answer(folder, report, [], known).Candidates, crash => crash.Probability > 0.5);

        SimilarCrash found = Answer(folder, report with { Trackers = [bug] }, []).Candidates[0];

        Assert.Equal("WARNING in leek_grow", found.Title);
        Assert.InRange(found.Probability, 0.9, 1);
        Assert.Equal("for: both name bugzilla 200300", found.Reasons[0]);
    }

    /// <summary>What is known like a report once these are known too.</summary>
    private static SimilarCrashes Answer(DataFolder folder, CrashReport asked, Bisection[] bisections, params CrashReport[] reports)
    {
        using (IndexWriter writer = IndexWriter.Open(folder.Data))
        {
            long source = writer.BeginSource($"made {reports.Length}", 0, 0);
            foreach (CrashReport report in reports)
            {
                writer.Add(report, new Mention(source, "made", 0));
            }

            foreach (Bisection bisection in bisections)
            {
                writer.Add(bisection, new Mention(source, "made", 1), []);
            }

            writer.Commit();
        }

        return folder.Index().Similar(asked, 5);
    }

    private static Bisection Both(string release, string one, string other) => new LogMaker()
        .Start([.. LogMaker.All(one)[..5], .. LogMaker.All(other)[..5]]).Release("v" + release, LogMaker.All(null)).Cut();
}
