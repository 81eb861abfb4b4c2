using KB.Indexer.Corpus;
using KB.Indexer.Duplicates.Features;
using KB.Indexer.Reports;

namespace KB.Indexer.Search;

/// <summary>A document with all that can be made of it before the writer takes it: on any thread.</summary>
/// <param name="Document">The document.</param>
/// <param name="Reports">The reports that it adds.</param>
public sealed record PreparedDocument(SourceDocument Document, IReadOnlyList<PreparedReport> Reports)
{
    /// <summary>Prepares a document.</summary>
    public static PreparedDocument Of(SourceDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        IReadOnlyList<CrashReport> reports = IndexWriter.ReportsOf(document);
        DateOnly? day = document.Date is { } date ? DateOnly.FromDateTime(date.UtcDateTime) : null;
        return new PreparedDocument(document,
        [
            .. reports.Select(report => PreparedReport.Of(
                report with { Source = document.Path, Trackers = [.. report.Trackers.Union(reports.Count == 1 ? document.Trackers : document.Own)] },
                day, report.Index == 0 ? document.GivenId : null, document.GivenTitle, IndexWriter.Around(report, document))),
        ]);
    }
}

/// <summary>A report as the writer stores it.</summary>
/// <param name="Report">The report.</param>
/// <param name="GivenId">The id that its source gave it.</param>
/// <param name="Around">The report with the text around it, when that is about the same crash: it is searched, not stored.</param>
/// <param name="Id">The id under which it is packed: another is given to it when that one is taken.</param>
/// <param name="Value">The packed report.</param>
/// <param name="Features">What likeness needs.</param>
/// <param name="PackedFeatures">The same, packed.</param>
public sealed record PreparedReport(CrashReport Report, string? GivenId, string? Around, string Id, byte[] Value, CrashFeatures Features, byte[] PackedFeatures)
{
    /// <summary>Prepares a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="day">When it was seen, if known.</param>
    /// <param name="givenId">The id that its source gave it.</param>
    /// <param name="givenTitle">The title of a source that keeps bugs apart by title.</param>
    /// <param name="around">The report with the text around it.</param>
    internal static PreparedReport Of(CrashReport report, DateOnly? day, string? givenId = null, string? givenTitle = null, string? around = null)
    {
        string id = givenId is not null && ReportId.IsValid(givenId) ? givenId : report.Id;
        CrashReport stored = report with { Id = id };
        CrashFeatures features = CrashFeatures.Of(stored, day, givenTitle);
        return new PreparedReport(report, givenId, around, id, StoredValue.Pack(stored, KbJson.Default.CrashReport), features, features.Pack());
    }
}

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
    internal static string? Around(CrashReport report, SourceDocument document) =>
        document.GivenId is not null || (document.Reports.Count == 1 && document.Text.Length < 4 * report.Text.Length) ? document.Text : null;

    /// <summary>A crash that its source names but in whose text no report is recognised is kept under that name; null for all others, and for answers.</summary>
    private static CrashReport? Untitled(SourceDocument document) =>
        document is { Reports.Count: 0, Bisection: null, GivenTitle: { Length: > 0 } title, Text.Length: > 0, InReplyTo: null, References.Count: 0 }
            ? new CrashReport { Id = ReportId.Of(document.Text), Title = title, Text = document.Text, Corrupted = true, CorruptedReason = "no crash report is recognised in the text" }
            : null;
}
