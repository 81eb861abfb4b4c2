namespace KB.Indexer.Search.Queries;

/// <summary>A query as understood.</summary>
public sealed record Query
{
    /// <summary>Characters read; the rest is ignored and said so.</summary>
    public const int MaxLength = 4096;

    /// <summary>What was typed.</summary>
    public required string Text { get; init; }

    /// <summary>What is searched for; null when nothing is left of the query.</summary>
    public QueryNode? Root { get; init; }

    /// <summary>What was pasted when it is a thing that the product knows: a stack, a link, a commit id, …; null for a query in words.</summary>
    public Paste? Paste { get; init; }

    /// <summary>What was ignored and why, one sentence each.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Reads a query. Never throws; what cannot be read is ignored and named in <see cref="Ignored"/>.</summary>
    public static Query Parse(string text) => Parse(text, DateOnly.FromDateTime(DateTime.UtcNow));

    /// <summary>Reads a query whose relative dates (<c>last.week</c>) count from a day.</summary>
    public static Query Parse(string text, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Pastes.Find(text) is { } found)
        {
            return new Query { Text = text, Paste = found.Paste, Root = found.Root };
        }

        var ignored = new List<string>();
        if (text.Length > MaxLength)
        {
            ignored.Add($"Only the first {MaxLength} characters are read.");
        }

        QueryNode? root = new QueryReader((text.Length > MaxLength ? text[..MaxLength] : text).Replace('\0', ' '), today, ignored).Read();
        return new Query { Text = text, Root = root, Ignored = ignored };
    }

    /// <summary>The query as understood, in words that give the same query when typed.</summary>
    public override string ToString() => Root?.ToString() ?? "";
}
