using KB.Indexer.Bisections;
using KB.Indexer.Search.Engine;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>Judges all bisections of the index together: which of their titles are one bug, which are noise, which culprits to believe.</summary>
internal static class BisectionJudging
{
    /// <summary>Every bisection of the index in the order in which they came.</summary>
    public static List<(long Number, Bisection Bisection)> All(SqliteConnection connection) => connection.List(
        "SELECT number, value FROM document WHERE kind = 'bisection' ORDER BY number",
        row => (row.GetInt64(0), StoredValue.Unpack((byte[])row.GetValue(1), KbJson.Default.Bisection)));

    /// <summary>Writes what the judgement changed: part of the writer's transaction.</summary>
    public static void Update(SqliteConnection connection, long version)
    {
        List<(long Number, Bisection Bisection)> all = All(connection);
        var graph = new TitleGraph(all.Select(row => row.Bisection));
        foreach ((long number, Bisection before) in all)
        {
            Bisection after = BisectionJudge.Judge(before, graph);
            byte[] value = StoredValue.Pack(after, KbJson.Default.Bisection);
            if (!value.AsSpan().SequenceEqual(StoredValue.Pack(before, KbJson.Default.Bisection)))
            {
                Write(connection, number, after, value, version);
            }
        }

        foreach (NoiseTitle noise in graph.Noise())
        {
            connection.Execute("UPDATE document SET flags = flags | $1, version = $2 WHERE kind = 'report' AND flags & $1 = 0 AND number IN (SELECT document FROM title WHERE title = $0)",
                noise.Title, (int)DocumentFlags.Noise, version);
        }
    }

    private static void Write(SqliteConnection connection, long number, Bisection bisection, byte[] value, long version)
    {
        connection.Execute("UPDATE document SET value = $1, trust = $2, version = $3 WHERE number = $0",
            number, value, bisection.Trust, version);
        foreach (CrashTitleCount title in bisection.CrashTitles)
        {
            connection.Execute("UPDATE title SET same_bug = $2 WHERE document = $0 AND title = $1", number, title.Title, title.SameBug);
        }
    }
}
