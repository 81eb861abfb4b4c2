using KB.Indexer.Search.Queries;

namespace KB.Indexer.Search.Engine;

/// <summary>Order of the hits.</summary>
public enum SearchSort
{
    /// <summary>Best match first.</summary>
    Relevance,

    /// <summary>Last seen first.</summary>
    Newest,

    /// <summary>Most reports first.</summary>
    MostSeen,
}

/// <summary>How to search.</summary>
public sealed record SearchOptions
{
    /// <summary>Hits that can be reached by paging: who wants more narrows the query.</summary>
    public const int MaxReach = 10_000;

    /// <summary>Order of the hits.</summary>
    public SearchSort Sort { get; init; }

    /// <summary>Hits to leave out before the first.</summary>
    public int Skip { get; init; }

    /// <summary>Hits wanted; <see cref="Skip"/> and this together reach at most <see cref="MaxReach"/>.</summary>
    public int Take { get; init; } = 20;

    /// <summary>True to count facets and the histogram too.</summary>
    public bool Facets { get; init; }

    /// <summary>Values listed a facet, most frequent first.</summary>
    public int FacetValues { get; init; } = 12;

    /// <summary>True for one hit a cluster; false for every document.</summary>
    public bool Collapse { get; init; } = true;
}

/// <summary>One hit.</summary>
/// <param name="Document">Number of the document of the cluster that matches best.</param>
/// <param name="Crash">Number of the cluster.</param>
/// <param name="Score">Score; greater is better, comparable within one result only.</param>
/// <param name="Matches">Documents of the cluster that match.</param>
public sealed record SearchHit(int Document, int Crash, double Score, int Matches);

/// <summary>One value to narrow by: how many clusters of the result have it.</summary>
/// <param name="Name">The value as shown.</param>
/// <param name="Count">Clusters.</param>
/// <param name="Query">What to add to the query to narrow by it: <c>type:WARNING</c>.</param>
public sealed record FacetValue(string Name, int Count, string Query);

/// <summary>One way to narrow the result.</summary>
/// <param name="Name">type, subsystem, release, arch, status or year.</param>
/// <param name="Values">Most frequent first; years newest first.</param>
public sealed record Facet(string Name, IReadOnlyList<FacetValue> Values);

/// <summary>One bar of the histogram: a month (<c>2020-05</c>) or a year, in order of time, without gaps.</summary>
public sealed record HistogramBar(string Label, int Count);

/// <summary>What a search found.</summary>
public sealed record SearchResult
{
    /// <summary>The query as understood.</summary>
    public required Query Query { get; init; }

    /// <summary>The page asked for.</summary>
    public IReadOnlyList<SearchHit> Hits { get; init; } = [];

    /// <summary>Clusters that match (documents when not collapsed).</summary>
    public int Total { get; init; }

    /// <summary>Documents that match.</summary>
    public int Documents { get; init; }

    /// <summary>True when nothing holds all of the words and the hits are those that hold most.</summary>
    public bool Relaxed { get; init; }

    /// <summary>Empty when not asked for.</summary>
    public IReadOnlyList<Facet> Facets { get; init; } = [];

    /// <summary>Documents that match over time; empty when not asked for.</summary>
    public IReadOnlyList<HistogramBar> Histogram { get; init; } = [];

    /// <summary>The query with misspelt function names replaced; null when nothing better is known.</summary>
    public string? Suggestion { get; init; }
}
