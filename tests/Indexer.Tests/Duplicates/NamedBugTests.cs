using KB.Indexer.Corpus;
using KB.Indexer.Duplicates;
using KB.Indexer.Duplicates.Features;
using KB.Indexer.Reports;
using KB.Indexer.Search;
using KB.Indexer.Tests.Durability;
using KB.Indexer.Trackers;

namespace KB.Indexer.Tests.Duplicates;

/// <summary>Bugs of trackers in the grouping at ingest.</summary>
public sealed class NamedBugTests
{
    private static readonly string[] Functions = ["leek_grow@drivers/leek.c:7", "leek_plant@drivers/leek.c:19", "leek_water@drivers/leek.c:28", "leek_ioctl@drivers/leek.c:90", "vfs_ioctl"];

    private static readonly CrashReport Known = Crashes.Through("WARNING in leek_grow", Functions);

    /// <summary>A crash that may be the known one, and is not grouped with it by likeness.</summary>
    private static readonly CrashReport Alike = Variants().First(report => IsPossible(Judge(report)));

    /// <summary>A crash that shares a telling function with the known one, and is not it by likeness.</summary>
    private static readonly CrashReport Unlike = ((string[][])[["kale_wait", "kale_flush"], ["kale_wait", "kale_flush", "kale_close", "kale_ioctl"], ["kale_wait", "kale_flush", "kale_sync", "kale_drain", "kale_stop", "kale_close", "kale_exit"]])
        .Select(own => Crashes.Through("INFO: task hung in kale_wait", [.. own, "leek_ioctl"])).First(report => Judge(report) is { Specific: true, Probability: < Clusters.PossibleFrom });

    [Fact]
    public void Crashes_that_may_be_one_are_one_when_both_name_one_bug()
    {
        using var folder = new DataFolder();

        Assert.Equal([Known.Id, Known.Id], CrashesOf(folder, Naming("200300", Known), Naming("200300", Alike)));
        Assert.Contains("both name bugzilla 200300", Assert.Single(folder.Index().FindCrash(Known.Id)!.Decisions, one => one.Kind == "merge").Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_that_was_named_before_the_index_was_opened_counts()
    {
        using var folder = new DataFolder();
        CrashesOf(folder, Naming("200300", Known));

        Assert.Equal([Known.Id], CrashesOf(folder, Naming("200300", Alike)));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("200300", null)]
    [InlineData("200300", "200301")]
    public void Crashes_that_may_be_one_and_name_no_bug_together_stay_two(string? one, string? other)
    {
        using var folder = new DataFolder();

        Assert.Equal([Known.Id, Alike.Id], CrashesOf(folder, Naming(one, Known), Naming(other, Alike)));
    }

    [Fact]
    public void A_bug_alone_makes_no_two_crashes_one()
    {
        using var folder = new DataFolder();

        Assert.Equal([Known.Id, Unlike.Id], CrashesOf(folder, Naming("200300", Known), Naming("200300", Unlike)));
    }

    [Fact]
    public void A_bug_that_many_crashes_name_says_nothing()
    {
        using var folder = new DataFolder();
        CrashReport[] others = [.. Enumerable.Range(1, 20).Select(i => Naming("200300", Crashes.Through($"BUG in herb{i}_cut", $"herb{i}_cut", $"herb{i}_pull", $"herb{i}_open")))];

        Assert.Equal(Alike.Id, CrashesOf(folder, [Naming("200300", Known), .. others, Naming("200300", Alike)])[^1]);
    }

    [Fact]
    public void People_take_such_a_merge_apart()
    {
        using var folder = new DataFolder();
        CrashesOf(folder, Naming("200300", Known), Naming("200300", Alike));

        using (IndexWriter writer = IndexWriter.Open(folder.Data))
        {
            var apart = new Indexer.Search.Decision("not-dup", Known.Id, Alike.Id, "A. Gardener", null, "two beds");
            writer.Add(PreparedDocument.Of(new SourceDocument { Path = "said", Kind = "journal", Decisions = [apart] }), writer.BeginSource("said", 0, 0));
            writer.Commit();
        }

        Assert.NotEqual(folder.Index().FindCrash(Known.Id)!.Id, folder.Index().FindCrash(Alike.Id)!.Id);
    }

    private static CrashReport Naming(string? bug, CrashReport report) => report with { Trackers = bug is null ? [] : [TrackerTable.Reference("bugzilla", bug)!] };

    /// <summary>Adds reports in order; the crash of each.</summary>
    private static string[] CrashesOf(DataFolder folder, params CrashReport[] reports)
    {
        using (IndexWriter writer = IndexWriter.Open(folder.Data))
        {
            long source = writer.BeginSource($"made {reports[0].Id}", 0, 0);
            foreach (CrashReport report in reports)
            {
                writer.Add(report, new Mention(source, "made", 0));
            }

            writer.Commit();
        }

        return [.. reports.Select(report => folder.Index().FindCrash(report.Id)!.Id)];
    }

    private static Candidate Judge(CrashReport report)
    {
        var index = new DuplicateIndex();
        index.Add("known", CrashFeatures.Of(Known));
        return index.Find(CrashFeatures.Of(report), 1) is [var found] ? found : new Candidate("", 0, [], 0, false);
    }

    private static bool IsPossible(Candidate candidate) => candidate is { Specific: true, Probability: > Clusters.PossibleFrom and < Clusters.DuplicateFrom };

    private static IEnumerable<CrashReport> Variants() =>
        from title in (string[])["WARNING in {0}", "KASAN: use-after-free Read in {0}"]
        from own in (string[][])[["leek_cut@drivers/leek.c:3"], ["leek_cut@drivers/leek.c:3", "leek_wash@drivers/leek.c:40"], ["leek_cut@drivers/leek.c:3", "leek_wash@drivers/leek.c:44", "leek_boil@drivers/leek.c:60"]]
        from shared in (string[][])[Functions[1..], Functions[2..], [Functions[0], .. Functions[2..]], Functions]
        select Crashes.Through(string.Format(System.Globalization.CultureInfo.InvariantCulture, title, "leek_cut"), [.. own, .. shared]);
}
