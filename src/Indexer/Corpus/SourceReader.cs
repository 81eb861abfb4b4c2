using KB.Indexer.Bisections;
using KB.Indexer.Reports;
using KB.Indexer.Trackers;

namespace KB.Indexer.Corpus;

/// <summary>temporary</summary>
public sealed record SourceDocument
{
    /// <summary>x</summary>
    public string Path { get; init; } = "";
    /// <summary>x</summary>
    public string Kind { get; init; } = "console";
    /// <summary>x</summary>
    public string? MessageId { get; init; }
    /// <summary>x</summary>
    public string? Subject { get; init; }
    /// <summary>x</summary>
    public DateTimeOffset? Date { get; init; }
    /// <summary>x</summary>
    public string? GivenId { get; init; }
    /// <summary>x</summary>
    public string? GivenTitle { get; init; }
    /// <summary>x</summary>
    public IReadOnlyList<TrackerReference> Trackers { get; init; } = [];
    /// <summary>x</summary>
    public IReadOnlyList<CrashReport> Reports { get; init; } = [];
    /// <summary>x</summary>
    public Bisection? Bisection { get; init; }
    /// <summary>x</summary>
    public string? Unread { get; init; }
}
/// <summary>temporary</summary>
public static class SourceReader
{
    /// <summary>x</summary>
    public static IEnumerable<SourceDocument> Read(string path)
    {
        string text = File.ReadAllText(path);
        Bisection? bisection = BisectionParser.Parse(text);
        yield return new SourceDocument { Path = path, Kind = bisection is null ? "console" : "bisection", Bisection = bisection, Reports = bisection is null ? [.. ReportParser.ParseAll(new StringReader(text))] : [] };
    }
}
