using KB.Indexer.Bisections;
using KB.Indexer.Search.Engine;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>Judges all bisections of the index together: which of their titles are one bug, which are noise, which culprits to believe.</summary>
internal static class BisectionJudging
{
    /// <summary>States that a crash has by its titles.</summary>
    private const DocumentFlags Judged = DocumentFlags.Bisected | DocumentFlags.Noise | DocumentFlags.Renamed;

    /// <summary>A title of a run is taken for the bug being bisected from this probability on.</summary>
    private const double SameBug = 0.5;

    /// <summary>A title that gave way to another is taken for the same bug from this likeness on.</summary>
    private const double Change = 0.5;

    /// <summary>Every bisection of the index in the order in which they came.</summary>
    public static List<(long Number, Bisection Bisection)> All(SqliteConnection connection) => connection.List(
        "SELECT number, value FROM document WHERE kind = 'bisection' ORDER BY number",
        row => (row.GetInt64(0), StoredValue.Unpack((byte[])row.GetValue(1), KbJson.Default.Bisection)));

    /// <summary>Writes what the judgement changed: part of the writer's transaction.</summary>
    public static void Update(SqliteConnection connection, long version)
    {
        List<(long Number, Bisection Bisection)> all = All(connection);
        var graph = new TitleGraph(all.Select(row => row.Bisection));
        var states = new Dictionary<string, DocumentFlags>(StringComparer.Ordinal);
        void Note(string title, DocumentFlags state) => states[title] = states.GetValueOrDefault(title) | state;
        foreach ((long number, Bisection before) in all)
        {
            Bisection after = BisectionJudge.Judge(before, graph);
            byte[] value = StoredValue.Pack(after, KbJson.Default.Bisection);
            if (!value.AsSpan().SequenceEqual(StoredValue.Pack(before, KbJson.Default.Bisection)))
            {
                Write(connection, number, after, value, version);
            }

            foreach (CrashTitleCount title in after.CrashTitles.Where((title, i) => i == 0 || title.SameBug >= SameBug))
            {
                Note(title.Title, DocumentFlags.Bisected);
            }
        }

        foreach (NoiseTitle noise in graph.Noise())
        {
            Note(noise.Title, DocumentFlags.Noise);
        }

        foreach (AliasLink link in graph.Links())
        {
            Note(link.Title, DocumentFlags.Renamed);
            Note(link.Alias, DocumentFlags.Renamed);
        }

        foreach ((TitleChange change, _) in graph.Changes().TakeWhile(seen => seen.Change.Likeness >= Change))
        {
            Note(change.From, DocumentFlags.Renamed);
            Note(change.To, DocumentFlags.Renamed);
        }

        Write(connection, states, version);
    }

    /// <summary>What the bisections judged so far say of a crash with these titles.</summary>
    public static DocumentFlags Of(SqliteConnection connection, IEnumerable<string> titles) => titles.Aggregate(
        DocumentFlags.None, (flags, title) => flags | (DocumentFlags)(connection.Number("SELECT flags FROM judged_title WHERE title = $0", title) ?? 0));

    private static void Write(SqliteConnection connection, long number, Bisection bisection, byte[] value, long version)
    {
        connection.Execute("UPDATE document SET value = $1, trust = $2, version = $3 WHERE number = $0",
            number, value, bisection.Trust, version);
        foreach (CrashTitleCount title in bisection.CrashTitles)
        {
            connection.Execute("UPDATE title SET same_bug = $2 WHERE document = $0 AND title = $1", number, title.Title, title.SameBug);
        }
    }

    /// <summary>Writes the states of titles, and those of the crashes that have a title whose state changed.</summary>
    private static void Write(SqliteConnection connection, Dictionary<string, DocumentFlags> states, long version)
    {
        Dictionary<string, DocumentFlags> before = connection.List("SELECT title, flags FROM judged_title", row => (row.GetString(0), (DocumentFlags)row.GetInt32(1))).ToDictionary(StringComparer.Ordinal);
        List<string> changed = [.. states.Keys.Union(before.Keys).Where(title => states.GetValueOrDefault(title) != before.GetValueOrDefault(title))];
        foreach (string title in changed)
        {
            connection.Execute("INSERT OR REPLACE INTO judged_title VALUES ($0, $1)", title, (int)states.GetValueOrDefault(title));
        }

        connection.Execute("DELETE FROM judged_title WHERE flags = 0");
        foreach (string title in changed)
        {
            foreach ((long number, DocumentFlags flags) in connection.List("SELECT number, flags FROM document WHERE kind = 'report' AND number IN (SELECT document FROM title WHERE title = $0 AND NOT former)",
                row => (row.GetInt64(0), (DocumentFlags)row.GetInt32(1)), title))
            {
                List<string> titles = connection.List("SELECT title FROM title WHERE document = $0 AND NOT former", row => row.GetString(0), number);
                connection.Execute("UPDATE document SET flags = $1, version = $2 WHERE number = $0", number, (int)((flags & ~Judged) | Of(connection, titles)), version);
            }
        }

        // A bisection is of the bug that it started from.
        connection.Execute("""
            UPDATE document SET flags = coalesce((SELECT flags & $0 FROM judged_title j WHERE j.title = document.title), 0), version = $1
            WHERE kind = 'bisection' AND flags <> coalesce((SELECT flags & $0 FROM judged_title j WHERE j.title = document.title), 0)
            """, (int)DocumentFlags.Renamed, version);
    }
}
