using KB.Indexer.Bisections;
using KB.Indexer.Reports;
using KB.Indexer.Trackers;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>What speaks for a report being a known crash besides their likeness: bugs of trackers that both name, and what bisections saw of their titles.</summary>
/// <remarks>It is independent of likeness, so its probability q and that of likeness p make 1 - (1 - p)(1 - q). It only ever speaks for.</remarks>
internal sealed class OtherEvidence(SqliteConnection connection, TitleGraph graph)
{
    /// <summary>
    /// Probability of one bug where both name one bug of a tracker. Set by hand, not learned: none of the crashes that the weights
    /// were learned from names a bug. People file a second crash under the bug they believe it is.
    /// </summary>
    public const double SameTracker = 0.9;

    /// <summary>A bug that more crashes than this name is a list, or a bug that everything is filed under.</summary>
    public const int MostNamed = 20;

    /// <summary>Titles that bisections join to that of the report and that are looked up, the likeliest.</summary>
    private const int MostTitles = 20;

    /// <summary>Evidence for a crash.</summary>
    /// <param name="Crash">Id of the crash.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Report">Id of the report that bears it.</param>
    /// <param name="Probability">That both are one bug, by this alone.</param>
    /// <param name="Reason">One clause.</param>
    internal sealed record Row(string Crash, string Title, string Report, double Probability, string Reason);

    /// <summary>The probability by two kinds of evidence that are independent of each other.</summary>
    public static double Together(double likeness, double other) => 1 - ((1 - likeness) * (1 - other));

    /// <summary>The evidence that a report, or the crash that it is of, has; each crash may occur several times.</summary>
    /// <param name="report">The report.</param>
    /// <param name="titles">Titles of crashes that are like it.</param>
    public IEnumerable<Row> Of(CrashReport report, IEnumerable<string> titles) => OfTrackers(report).Concat(OfTitles(report, titles));

    private IEnumerable<Row> OfTrackers(CrashReport report)
    {
        List<(string Tracker, string Key)> own = connection.List("SELECT tracker, key FROM reference JOIN document ON number = document WHERE id = $0", row => (row.GetString(0), row.GetString(1)), report.Id);
        foreach ((string tracker, string key) in report.Trackers.Select(bug => (bug.Tracker, bug.Id)).Union(own).Where(bug => BugTrackers.OfOneBug.Contains(bug.Item1)))
        {
            List<(string Crash, string Title, string Report)> rows = connection.List("""
                SELECT c.id, c.title, min(d.id) FROM reference r JOIN document d ON d.number = r.document JOIN crash c ON c.number = d.crash
                WHERE r.tracker = $0 AND r.key = $1 AND d.kind = 'report' GROUP BY c.number LIMIT $2
                """, row => (row.GetString(0), row.GetString(1), row.GetString(2)), tracker, key, MostNamed + 1);
            foreach ((string crash, string title, string document) in rows.Count > MostNamed ? [] : rows)
            {
                yield return new Row(crash, title, document, SameTracker, $"both name {tracker} {key}");
            }
        }
    }

    private IEnumerable<Row> OfTitles(CrashReport report, IEnumerable<string> titles)
    {
        IEnumerable<string> joined = graph.Links().Where(link => link.Title == report.Title || link.Alias == report.Title)
            .Select(link => link.Title == report.Title ? link.Alias : link.Title).Distinct().Take(MostTitles);
        foreach (string title in joined.Union(titles))
        {
            TitleEvidence? evidence = graph.Between(report.Title, title);
            double probability = Math.Max(evidence?.Probability ?? 0, evidence?.CulpritTrust ?? 0);
            foreach ((string crash, string named, string document) in probability == 0 ? [] : connection.List("""
                SELECT c.id, c.title, min(d.id) FROM title t JOIN document d ON d.number = t.document JOIN crash c ON c.number = d.crash
                WHERE t.title = $0 AND NOT t.former AND d.kind = 'report' GROUP BY c.number LIMIT $1
                """, row => (row.GetString(0), row.GetString(1), row.GetString(2)), title, MostNamed))
            {
                yield return new Row(crash, named, document, probability, evidence!.Reasons().First());
            }
        }
    }
}
