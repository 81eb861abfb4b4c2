using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>Why a report is not a crash of its own: each but the first of a crash is linked to another report of it, that which it was taken for.</summary>
/// <remarks>
/// The links of a crash are a tree whose root is the report that gave the crash its id. To undo a merge is to cut one link: what hangs on
/// it becomes a crash of its own. Nothing is judged anew, so that the same decisions cut the same links whatever came in since.
/// </remarks>
internal sealed class ReportLinks(SqliteConnection connection)
{
    /// <summary>Weight of a link that a person made: cut after every other.</summary>
    private const double Certain = 2;

    private const string Below = "WITH RECURSIVE below(id) AS (SELECT $0 UNION SELECT l.report FROM link l JOIN below b ON l.other = b.id) ";

    /// <summary>Links a report to the one that it was taken for.</summary>
    /// <param name="report">A report that has no link.</param>
    /// <param name="other">A report of another crash.</param>
    /// <param name="probability">That both are one bug; null when a person said so.</param>
    public void Add(string report, string other, double? probability) =>
        connection.Execute("INSERT OR REPLACE INTO link VALUES ($0, $1, $2)", report, other, probability);

    /// <summary>The report whose link keeps two of one crash together, the weakest on the way between them; null when they are of two crashes.</summary>
    public string? WeakestBetween(string a, string b)
    {
        List<Link> up = Up(a), other = Up(b);
        if (Root(up, a) != Root(other, b))
        {
            return null;
        }

        return up.Except(other).Concat(other.Except(up)).OrderBy(link => link.Weight).ThenByDescending(link => link.Number).Select(link => link.Report).FirstOrDefault();
    }

    /// <summary>The nearest report on the way to the root that a person linked; null when there is none.</summary>
    public string? NearestOfPeople(string report) => Up(report).Find(link => link.Weight == Certain)?.Report;

    /// <summary>True for a report whose own link is a person's.</summary>
    public bool IsOfPeople(string report) => connection.Number("SELECT 1 FROM link WHERE report = $0 AND probability IS NULL", report) is not null;

    /// <summary>A report and all that hang on it.</summary>
    public List<string> From(string report) => connection.List(Below + "SELECT id FROM below", row => row.GetString(0), report);

    /// <summary>Forgets the link of a report, which is the first of its crash then; false when it was before.</summary>
    public bool Cut(string report) => connection.Execute("DELETE FROM link WHERE report = $0", report) > 0;

    /// <summary>Forgets a report that is gone; what hung on it hangs on what it was linked to.</summary>
    public void Remove(string report)
    {
        connection.Execute("UPDATE link SET other = (SELECT other FROM link WHERE report = $0) WHERE other = $0 AND EXISTS (SELECT 1 FROM link WHERE report = $0)", report);
        Cut(report);
    }

    private static string Root(List<Link> up, string report) => up.Count == 0 ? report : up[^1].Other;

    /// <summary>The links from a report to the root.</summary>
    private List<Link> Up(string report) => connection.List("""
        WITH RECURSIVE up(report, other, weight, number, depth) AS (
            SELECT report, other, coalesce(probability, $1), rowid, 0 FROM link WHERE report = $0
            UNION SELECT l.report, l.other, coalesce(l.probability, $1), l.rowid, up.depth + 1 FROM link l JOIN up ON l.report = up.other)
        SELECT report, other, weight, number FROM up ORDER BY depth
        """, row => new Link(row.GetString(0), row.GetString(1), row.GetDouble(2), row.GetInt64(3)), report, Certain);

    private sealed record Link(string Report, string Other, double Weight, long Number);
}
