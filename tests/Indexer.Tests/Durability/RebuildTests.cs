using KB.Indexer.Corpus;
using KB.Indexer.Search;

namespace KB.Indexer.Tests.Durability;

public sealed class RebuildTests
{
    [Fact]
    public void An_index_made_anew_has_the_same_ids_crashes_and_decisions()
    {
        using var folder = new DataFolder();
        folder.Update();
        for (int i = 0; i < 40; i++)
        {
            folder.With(DataFolder.Line($"id-{i}", $"WARNING in widget_{i % 7}", $"text {i % 30}"));
            if (i % 10 == 0)
            {
                folder.Update();
            }
        }

        folder.With(
            JournalEntry.Of(new Decision("dup", "id-1", "id-0", "A. Maintainer", "2026-01-01T00:00:00Z", "same lock")),
            JournalEntry.Of(new Decision("fixed-by", "id-2", "widget: lock first", "A. Maintainer", "2026-01-02T00:00:00Z", null)),
            JournalEntry.Of(new CrashLink("id-3", "bugzilla", "200200")));
        folder.Update();
        string grown = Picture(folder);

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path.Combine(folder.Data, "index"), recursive: true);
        folder.Update();

        Assert.Equal(grown, Picture(folder));
        Assert.Contains("id-1 -> id-0", grown);
        Assert.Contains("fixed widget: lock first", grown);
        Assert.Contains("200200", grown);
    }

    private static string Picture(DataFolder folder)
    {
        CrashIndex index = folder.Index();
        return string.Join('\n', Enumerable.Range(0, 40).Select(i => $"id-{i}").Append("corpus-1").Select(id =>
            $"{id} -> {index.FindCrashId(id)} {(index.FindCrash(id) is { } crash ? $"{crash.Title} {crash.Status} {crash.FixedBy} {string.Join(',', crash.Reports.Select(report => report.Id))} {string.Join(',', crash.Trackers)}" : "")}"));
    }
}
