using KB.Indexer.Search.Engine;

namespace KB.Indexer.Search;

/// <summary>One page of what a query found.</summary>
public sealed record FoundPage
{
    /// <summary>The query as given.</summary>
    public required string Query { get; init; }

    /// <summary>The query as understood.</summary>
    public string Parsed { get; init; } = "";

    /// <summary>Parts of the query that were not understood, and why.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>How many results there are: bugs, bisections, articles.</summary>
    public int Total { get; init; }

    /// <summary>True when nothing holds all of the words and the results are those that hold most.</summary>
    public bool Relaxed { get; init; }

    /// <summary>This page of them, best first.</summary>
    public IReadOnlyList<FoundDocument> Hits { get; init; } = [];

    /// <summary>Ways to narrow; empty when not asked for.</summary>
    public IReadOnlyList<Facet> Facets { get; init; } = [];

    /// <summary>Matches over time; empty when not asked for.</summary>
    public IReadOnlyList<HistogramBar> Histogram { get; init; } = [];

    /// <summary>The query with misspelt names replaced; null when nothing better is known.</summary>
    public string? Suggestion { get; init; }

    /// <summary>Where the query leads when it is an id, an address or a mention of one bug; null otherwise.</summary>
    public string? Goto { get; init; }
}

/// <summary>One result.</summary>
public sealed record FoundDocument
{
    /// <summary>report, bisection or article.</summary>
    public required string Kind { get; init; }

    /// <summary>Id of the document that matches best.</summary>
    public required string Id { get; init; }

    /// <summary>Its crash title.</summary>
    public required string Title { get; init; }

    /// <summary>Score; greater is better, comparable within one page only.</summary>
    public double Score { get; init; }

    /// <summary>Id of the bug it belongs to: the page.</summary>
    public required string Crash { get; init; }

    /// <summary>open, fixed, invalid.</summary>
    public string Status { get; init; } = "open";

    /// <summary>Commit or title of the fix.</summary>
    public string? FixedBy { get; init; }

    /// <summary>Crash type.</summary>
    public string? Type { get; init; }

    /// <summary>Subsystem.</summary>
    public string? Subsystem { get; init; }

    /// <summary>Kernel release of the report.</summary>
    public string? Release { get; init; }

    /// <summary>Day first seen.</summary>
    public DateOnly? First { get; init; }

    /// <summary>Day last seen.</summary>
    public DateOnly? Last { get; init; }

    /// <summary>Reports of the bug.</summary>
    public int Reports { get; init; }

    /// <summary>Reports of it that match.</summary>
    public int Matches { get; init; }

    /// <summary>Bugs of trackers that the bug is known as, <c>tracker:id</c>; the first few.</summary>
    public IReadOnlyList<string> Trackers { get; init; } = [];

    /// <summary>The best matching lines of the report.</summary>
    public IReadOnlyList<FoundLine> Lines { get; init; } = [];

    /// <summary>Its page.</summary>
    public string Url => Kind switch { "bisection" => "/bisections/", "article" => "/articles/", _ => "/crashes/" } + Crash;
}

/// <summary>A matching line: its number from 1, its text, and the matching parts as pairs of start and length.</summary>
public sealed record FoundLine(int Number, string Text, IReadOnlyList<int> Ranges);
