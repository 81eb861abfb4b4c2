using KB.Indexer.Corpus;
using KB.Indexer.Search;
using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Queries;

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

        Directory.Delete(Path.Combine(folder.Data, "index"), recursive: true);
        folder.Update();

        Assert.Equal(grown, Picture(folder));
        Assert.Contains("id-1 -> id-0", grown);
        Assert.Contains("fixed widget: lock first", grown);
        Assert.Contains("200200", grown);
    }

    [Fact]
    public void An_index_that_grew_by_changed_files_equals_one_made_anew()
    {
        using var folder = new DataFolder();
        string[] logs = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "corpus", "crashes", "x86-61-kasan"), "*.log").Order(StringComparer.Ordinal).Take(60)];
        Copy(logs[..40]);
        folder.Update();
        string[] crashes = [.. folder.Index().Newest(0, 100).Select(crash => crash.Id).Order(StringComparer.Ordinal)];
        folder.With(
            JournalEntry.Of(new Decision("dup", crashes[1], crashes[0], "A. Maintainer", "2026-01-01T00:00:00Z", "same lock")),
            JournalEntry.Of(new Decision("not-dup", crashes[2], crashes[3], "A. Maintainer", "2026-01-02T00:00:00Z", null)));
        folder.Update();
        Copy(logs[40..]);
        Touch(logs[..20]);
        folder.Update();
        // One file becomes another crash, one says nothing any more, one is gone.
        File.WriteAllText(In(logs[^1]), "WARNING: CPU: 0 PID: 1 at a.c:7 widget_changed+0x10/0x20\nCall Trace:\n widget_changed+0x10/0x20\n");
        File.WriteAllText(In(logs[^2]), "nothing of a crash\n");
        File.Delete(In(logs[^3]));
        folder.Update();
        Touch(logs[20..30]);
        folder.Update();
        string grown = Everything(folder);

        Directory.Delete(Path.Combine(folder.Data, "index"), recursive: true);
        folder.Update();

        Assert.Equal(grown, Everything(folder));
        Assert.Equal(crashes[0], folder.Index().FindCrashId(crashes[1]));

        string In(string log) => Path.Combine(folder.Corpus, Path.GetFileName(log));
        void Copy(string[] files) => Array.ForEach(files, file => File.Copy(file, In(file)));
        void Touch(string[] files) => Array.ForEach(files, file => File.AppendAllText(In(file), "one more line of the console\n"));
    }

    [Fact]
    public void Who_searches_an_index_that_is_made_anew_in_the_same_place_searches_the_new_one()
    {
        using var folder = new DataFolder();
        folder.Update();
        var view = new SearchView(folder.Data, keepFor: TimeSpan.Zero);
        Assert.Equal((1, 0), (Found("widget_corpus"), Found("gadget_corpus")));

        // As many documents and commits as before.
        Directory.Delete(Path.Combine(folder.Data, "index"), recursive: true);
        File.WriteAllText(Path.Combine(folder.Corpus, "one.jsonl"), DataFolder.Line("corpus-2", "WARNING in gadget_corpus", "text of the corpus") + "\n");
        folder.Update();

        Assert.Equal((0, 1), (Found("widget_corpus"), Found("gadget_corpus")));

        int Found(string words) => view.Current().Search(Query.Parse(words, new DateOnly(2024, 6, 15)), new SearchOptions()).Hits.Count;
    }

    [Fact]
    public void An_index_of_another_version_serves_on_until_repair_removes_it()
    {
        using var folder = new DataFolder();
        folder.Update();
        string now = Path.GetDirectoryName(folder.Catalogue)!, other = Path.Combine(Path.GetDirectoryName(now)!, "v1");
        Directory.Move(now, other);
        string[] before = Contents(other);

        folder.With(DataFolder.Line("new", "WARNING in widget_new", "text of new")).Update();

        Assert.Equal("new", folder.Index().FindCrashId("new"));
        Assert.Equal("corpus-1", folder.Index().FindCrashId("corpus-1"));
        Assert.Equal(before, Contents(other));
        Assert.Empty(IndexCare.Repair(folder.Data, [folder.Corpus], _ => { }));
        Assert.False(Directory.Exists(other));
    }

    [Fact]
    public void Commits_are_numbered_upward_when_the_clock_goes_back()
    {
        using var folder = new DataFolder();
        folder.Update();
        long future = DateTime.UtcNow.AddYears(1).Ticks;
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder.Catalogue};Pooling=False"))
        {
            connection.Open();
            using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
            command.CommandText = $"UPDATE meta SET value = '{future}' WHERE key = 'generation'";
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        folder.With(DataFolder.Line("later", "WARNING in widget_later", "text of later")).Update();

        Assert.True(folder.Index().Generation() > future);
        Assert.Equal(1, folder.Index().Search("widget_later", 0, 10).Total);
    }

    private static string[] Contents(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetRelativePath(folder, file)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}")];

    private static string Everything(DataFolder folder)
    {
        CrashIndex index = folder.Index();
        return string.Join('\n', index.Newest(0, 1000).Select(row => index.FindCrash(row.Id)!).OrderBy(crash => crash.Id, StringComparer.Ordinal)
            .Select(crash => $"{crash.Id} {crash.Title} {crash.Status} {string.Join(',', crash.Reports.Select(report => report.Id).Order(StringComparer.Ordinal))}"));
    }

    private static string Picture(DataFolder folder)
    {
        CrashIndex index = folder.Index();
        return string.Join('\n', Enumerable.Range(0, 40).Select(i => $"id-{i}").Append("corpus-1").Select(id =>
            $"{id} -> {index.FindCrashId(id)} {(index.FindCrash(id) is { } crash ? $"{crash.Title} {crash.Status} {crash.FixedBy} {string.Join(',', crash.Reports.Select(report => report.Id))} {string.Join(',', crash.Trackers)}" : "")}"));
    }

    // SQLite's last reader removes the log by its name, which may be that of an index made anew in the same place meanwhile.
    [Fact]
    public void A_reader_that_is_the_last_to_close_leaves_the_log_of_the_writer_alone()
    {
        using DataFolder folder = new();
        folder.Update();
        using (Microsoft.Data.Sqlite.SqliteConnection reader = KB.Indexer.Search.Catalogue.Read(folder.Data))
        {
            folder.With(DataFolder.Line("late", "WARNING in widget_late", "late")).Update();
        }

        Assert.True(File.Exists(folder.Catalogue + "-wal"));
        Assert.Equal("late", folder.Index().FindCrashId("late"));
    }
}
