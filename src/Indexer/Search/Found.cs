using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Queries;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>Turns the engine's numbers into rows that a person reads.</summary>
internal static class Found
{
    private const int LinesPerHit = 3;
    private const int TrackersPerHit = 3;

    public static FoundPage PageOf(SqliteConnection connection, string text, SearchResult result, bool lines) => new()
    {
        Query = text,
        Parsed = result.Query.ToString(),
        Ignored = result.Query.Ignored,
        Total = result.Total,
        Relaxed = result.Relaxed,
        Hits = Hits(connection, result, lines ? new HighlightWords(result.Query.Root) : null),
        Facets = result.Facets,
        Histogram = result.Histogram,
        Suggestion = result.Suggestion,
        Goto = Goto(result.Query.Paste),
    };

    private static List<FoundDocument> Hits(SqliteConnection connection, SearchResult result, HighlightWords? words) =>
        [.. result.Hits.Select(hit => Row(connection, hit.Document, words) is { } row ? row with { Score = hit.Score, Matches = hit.Matches, Trackers = Trackers(connection, hit.Document) } : null).OfType<FoundDocument>()];

    public static List<FoundDocument> Rows(SqliteConnection connection, IReadOnlyList<int> documents) =>
        [.. documents.Select(number => Row(connection, number)).OfType<FoundDocument>().DistinctBy(row => row.Url)];

    public static FoundDocument? Row(SqliteConnection connection, int number, HighlightWords? words = null) => connection.List("""
        SELECT d.kind, d.id, d.title, c.id, c.status, c.fixed_by, d.type, d.subsystem, d.release, c.first_day, c.last_day, c.reports, CASE WHEN $1 THEN d.value END
        FROM document d JOIN crash c ON c.number = d.crash WHERE d.number = $0
        """,
        row => new FoundDocument
        {
            Kind = row.GetString(0), Id = row.GetString(1), Title = row.GetString(2), Crash = row.GetString(3), Status = row.GetString(4), FixedBy = row.TextOrNull(5),
            Type = row.TextOrNull(6), Subsystem = row.TextOrNull(7), Release = row.TextOrNull(8), First = row.DayOrNull(9), Last = row.DayOrNull(10), Reports = row.GetInt32(11),
            Lines = words is null ? [] : Lines(words, Text(row.GetString(0), (byte[])row.GetValue(12))),
        }, number, words is not null) is [var found, ..] ? found : null;

    private static List<string> Trackers(SqliteConnection connection, int number) => connection.List("""
        SELECT DISTINCT tracker || ':' || key FROM reference WHERE document IN (SELECT number FROM document WHERE crash = (SELECT crash FROM document WHERE number = $0)) LIMIT $1
        """, row => row.GetString(0), number, TrackersPerHit);

    private static string Text(string kind, byte[] value) => kind switch
    {
        "report" => StoredValue.String(value, "text") ?? "",
        "bisection" => StoredValue.String(value, "finalCrash", "report", "text") ?? "",
        _ => "",
    };

    private static FoundLine[] Lines(HighlightWords words, string text) =>
        [.. Highlighter.Lines(words, text, LinesPerHit).Select(line => new FoundLine(line.Number, line.Text, [.. line.Ranges.SelectMany(range => (int[])[range.Start, range.Length])]))];

    private static string? Goto(Paste? paste) => paste switch
    {
        { Kind: PasteKind.Report } => "/similar",
        { Kind: PasteKind.Tracker, Tracker: { } tracker } => $"/trackers/{tracker}/{Uri.EscapeDataString(paste.Value)}",
        _ => null,
    };
}
