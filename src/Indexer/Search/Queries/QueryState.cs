using KB.Indexer.Search.Engine;

namespace KB.Indexer.Search.Queries;

/// <summary>What <c>is:</c> may ask for.</summary>
/// <param name="Name">The word.</param>
/// <param name="Flag">The state; None for a kind of document.</param>
/// <param name="Kind">The kind of document.</param>
public sealed record QueryState(string Name, DocumentFlags Flag, DocumentKind Kind = default)
{
    /// <summary>All states, in the order of the help.</summary>
    public static IReadOnlyList<QueryState> All { get; } =
    [
        new("open", DocumentFlags.Open),
        new("fixed", DocumentFlags.Fixed),
        new("dup", DocumentFlags.Duplicate),
        new("corrupted", DocumentFlags.Corrupted),
        new("bisected", DocumentFlags.Bisected),
        new("renamed", DocumentFlags.Renamed),
        new("noise", DocumentFlags.Noise),
        new("report", DocumentFlags.None, DocumentKind.Report),
        new("bisection", DocumentFlags.None, DocumentKind.Bisection),
        new("article", DocumentFlags.None, DocumentKind.Article),
    ];

    /// <summary>The state with a name; null when there is none.</summary>
    public static QueryState? Find(string name) => All.FirstOrDefault(state => state.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
