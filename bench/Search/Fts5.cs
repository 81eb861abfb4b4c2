using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace KB.Bench.Search;

/// <summary>The same texts in SQLite's FTS5, asked the same: what the engine is measured against.</summary>
public static class Fts5
{
    /// <summary>Builds the table and prints what queries cost.</summary>
    public static void Run(VariedReports reports, string folder, int count)
    {
        string file = Path.Combine(folder, "fts5.db");
        File.Delete(file);
        using var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=off; PRAGMA synchronous=off; CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize=\"unicode61 tokenchars '_'\")");
        var watch = Stopwatch.StartNew();
        using (SqliteTransaction transaction = connection.BeginTransaction())
        {
            for (int i = 0; i < count; i++)
            {
                using SqliteCommand insert = connection.CreateCommand();
                insert.CommandText = "INSERT INTO words (rowid, text) VALUES ($0, $1)";
                insert.Parameters.AddWithValue("$0", i);
                insert.Parameters.AddWithValue("$1", reports[i].Text);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        Console.WriteLine($"FTS5: {count} reports in {watch.Elapsed.TotalSeconds:0} s, {new FileInfo(file).Length / 1e6:0} MB");
        var workload = new Workload(reports, count);
        foreach (string kind in new[] { "two functions of one report", "very common word", "thirty functions or" })
        {
            Func<string> next = workload.Kinds.Single(row => row.Name == kind).Next;
            double[] times = [.. Enumerable.Range(0, 30).Select(_ => Best(connection, next().Replace("fn:", "", StringComparison.Ordinal).Replace(" or ", " OR ", StringComparison.Ordinal))).Order()];
            Console.WriteLine($"{kind,-28} {times[15],8:0.00} {times[^1],8:0.00}");
        }
    }

    private static double Best(SqliteConnection connection, string match) => Enumerable.Range(0, 3).Min(_ =>
    {
        long start = Stopwatch.GetTimestamp();
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = "SELECT rowid FROM words WHERE words MATCH $0 ORDER BY bm25(words) LIMIT 20";
        select.Parameters.AddWithValue("$0", match);
        using SqliteDataReader rows = select.ExecuteReader();
        while (rows.Read())
        {
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    });

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
