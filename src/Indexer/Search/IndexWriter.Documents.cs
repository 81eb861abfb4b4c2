using KB.Indexer.Corpus;
using KB.Indexer.Reports;

namespace KB.Indexer.Search;

/// <content>Which reports a document adds.</content>
public sealed partial class IndexWriter
{
    /// <summary>
    /// The reports that a document adds: those recognised in it, else its text under the title that the source gives. A source that
    /// gives its text an id means one crash: what else is reported in that text follows from the first report.
    /// </summary>
    public static IReadOnlyList<CrashReport> ReportsOf(SourceDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Untitled(document) is { } untitled ? [untitled]
            : document is { GivenId: not null, Reports: [var first, _, ..] } ? [first]
            : document.Reports;
    }

    /// <summary>The whole text of a document about one crash, unless it is a long log in which the report is a small part.</summary>
    private static string? Around(CrashReport report, SourceDocument document) =>
        document.GivenId is not null || (document.Reports.Count == 1 && document.Text.Length < 4 * report.Text.Length) ? document.Text : null;

    /// <summary>A crash that its source names but in whose text no report is recognised is kept under that name; null for all others, and for answers.</summary>
    private static CrashReport? Untitled(SourceDocument document) =>
        document is { Reports.Count: 0, Bisection: null, GivenTitle: { Length: > 0 } title, Text.Length: > 0, InReplyTo: null, References.Count: 0 }
            ? new CrashReport { Id = ReportId.Of(document.Text), Title = title, Text = document.Text, Corrupted = true, CorruptedReason = "no crash report is recognised in the text" }
            : null;
}
