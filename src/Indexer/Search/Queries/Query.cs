namespace KB.Indexer.Search.Queries;

/// <summary>A query as understood.</summary>
public sealed record Query
{
    /// <summary>Characters read; the rest is ignored and said so.</summary>
    public const int MaxLength = 4096;

    /// <summary>What was typed.</summary>
    public required string Text { get; init; }

    /// <summary>What was pasted when it is a thing that the product knows: a stack, a link, a commit id, …; null for a query in words.</summary>
    public Paste? Paste { get; init; }

    /// <summary>What was ignored and why, one sentence each.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Reads a query. Never throws; what cannot be read is ignored and named in <see cref="Ignored"/>.</summary>
    public static Query Parse(string text) => new() { Text = text };

    /// <summary>The query in canonical form: parsing it gives the same query.</summary>
    public override string ToString() => Text;
}
