using KB.Indexer.Bisections;
using KB.Indexer.Reports;
using KB.Indexer.Trackers;

namespace KB.Indexer.Search.Engine;

/// <summary>What a document is.</summary>
public enum DocumentKind : byte
{
    /// <summary>The console text of one crash.</summary>
    Report,

    /// <summary>A bisection log.</summary>
    Bisection,

    /// <summary>The page about one bug.</summary>
    Article,
}

/// <summary>One document as the engine reads it: the engine takes its terms, field by field, and keeps nothing else.</summary>
public sealed record SearchDocument
{
    /// <summary>Number given by the catalogue, from 0, never used twice; documents are added in ascending order.</summary>
    public required int Number { get; init; }

    /// <summary>What it is.</summary>
    public DocumentKind Kind { get; init; }

    /// <summary>Id under which the product knows it: found when typed.</summary>
    public required string Id { get; init; }

    /// <summary>Crash title, or title of the article.</summary>
    public required string Title { get; init; }

    /// <summary>Other titles; each counts as the title does.</summary>
    public IReadOnlyList<string> AltTitles { get; init; } = [];

    /// <summary>The parsed report; null for other kinds, or when the text held none.</summary>
    public CrashReport? Report { get; init; }

    /// <summary>The whole text when it says more than the report's own; null when <see cref="CrashReport.Text"/> is all there is.</summary>
    public string? Text { get; init; }

    /// <summary>The bisection.</summary>
    public Bisection? Bisection { get; init; }

    /// <summary>Text of the article.</summary>
    public string? Markdown { get; init; }

    /// <summary>Bugs of trackers that belong to the document, beside those of the report.</summary>
    public IReadOnlyList<TrackerReference> Trackers { get; init; } = [];

    /// <summary>Commit that introduced the bug: hex digits, a subject, or both with a space between.</summary>
    public string? Culprit { get; init; }

    /// <summary>Commits that fixed it, each as <see cref="Culprit"/>.</summary>
    public IReadOnlyList<string> FixedBy { get; init; } = [];
}
