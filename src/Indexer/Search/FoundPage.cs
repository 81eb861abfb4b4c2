namespace KB.Indexer.Search;

/// <summary>What a query found.</summary>
/// <param name="Query">The query as given.</param>
/// <param name="Total">How many documents match.</param>
/// <param name="Hits">This page of them, best first.</param>
public sealed record FoundPage(string Query, int Total, IReadOnlyList<FoundDocument> Hits);

/// <summary>One thing found.</summary>
public sealed record FoundDocument(string Kind, string Id, string Title, double Score, string? Type, string? Release, DateOnly? Day, int Seen)
{
    /// <summary>Its page.</summary>
    public string Url => Kind switch { "bisection" => "/bisections/" + Id, "article" => "/articles/" + Id, _ => "/crashes/" + Id };
}
