using KB.Indexer.Corpus;
using KB.Indexer.Search;
using KB.Indexer.Tests.Durability;

namespace KB.Indexer.Tests.Search;

/// <summary>States that crashes have by what bisections say of their titles, whichever came first.</summary>
public sealed class BisectedStatesTests
{
    private const string Seed = "possible deadlock in shmem_fallocate", Renamed = "possible deadlock in vfs_fallocate", Noise = "WARNING in sysfs_warn_dup";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_crash_is_renamed_when_a_bisection_shows_its_bug_under_another_title(bool reportsFirst)
    {
        using DataFolder folder = Folder(reportsFirst);

        Assert.Equal([Seed, Renamed], Reports(folder, "is:renamed"));
        Assert.Equal([Seed], Reports(folder, "is:bisected is:report"));
        Assert.Equal([Seed], folder.Index().Search("is:renamed is:bisection", 0, 10).Hits.Select(hit => hit.Title));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_crash_that_a_bisection_only_met_on_its_way_is_not_bisected(bool reportsFirst)
    {
        using DataFolder folder = Folder(reportsFirst);

        Assert.DoesNotContain(Noise, Reports(folder, "is:bisected"));
        Assert.Equal([Noise], Reports(folder, "sysfs_warn_dup is:report"));
    }

    [Fact]
    public void The_crash_of_a_title_is_found_by_it()
    {
        using DataFolder folder = Folder(reportsFirst: false);

        IReadOnlyDictionary<string, CrashRow> named = folder.Index().CrashesNamed([Seed, "WARNING in no_such_function"]);

        Assert.Equal(("seed", Seed), (named[Seed].Id, Assert.Single(named).Key));
    }

    [Fact]
    public void The_states_go_with_the_bisection_that_gave_them()
    {
        using DataFolder folder = Folder(reportsFirst: true);
        File.Delete(Log(folder));
        folder.Update();

        Assert.Empty(folder.Index().Search("is:renamed or is:bisected", 0, 10).Hits);
    }

    [Theory]
    [InlineData("SHMEM_falloc", 1)]
    [InlineData("possible_deadlock", 0)]
    [InlineData("%", 0)]
    public void Bisections_are_listed_by_a_part_of_a_title_as_it_stands(string title, int count)
    {
        using DataFolder folder = Folder(reportsFirst: false);

        Assert.Equal(count, folder.Index().Bisections(new BisectionFilter(Title: title), 0, 10).Count);
    }

    [Fact]
    public void The_crash_in_which_a_bisection_ended_names_it_and_those_that_it_met_do_not()
    {
        using DataFolder folder = Folder(reportsFirst: false);
        CrashIndex index = folder.Index();
        BisectionRow bisection = index.Bisections(new BisectionFilter(), 0, 10).Single();
        Crash last = index.FindCrash(index.FindBisection(bisection.Id)!.FinalCrash!.Report!.Id)!, met = index.FindCrash("seed")!;

        Assert.Equal(bisection.Id, index.EndedIn(last)?.Id);
        Assert.Equal(bisection.Id, Assert.Single(met.Bisections).Id);
        Assert.Null(index.EndedIn(met));
    }

    private static DataFolder Folder(bool reportsFirst)
    {
        var folder = new DataFolder();
        string[] reports = [DataFolder.Line("seed", Seed, "text of the seed"), DataFolder.Line("renamed", Renamed, "text of the renamed"), DataFolder.Line("noise", Noise, "text of the noise")];
        if (reportsFirst)
        {
            folder.With(reports).Update();
        }

        File.Copy(Directory.EnumerateFiles(Path.Combine(Repository.Root, "corpus", "bisections"), "*shmem_fallocate*", SearchOption.AllDirectories).Single(), Log(folder));
        folder.Update();
        folder.With(reportsFirst ? [] : reports).Update();
        return folder;
    }

    private static string Log(DataFolder folder) => Path.Combine(folder.Corpus, "bisection.log");

    private static IEnumerable<string> Reports(DataFolder folder, string query) =>
        folder.Index().Search(query, 0, 10).Hits.Where(hit => hit.Kind == "report" && !hit.Id.StartsWith("corpus", StringComparison.Ordinal)).Select(hit => hit.Title).Distinct().Order(StringComparer.Ordinal);
}
