using KB.Indexer.Search.Queries;

namespace KB.Indexer.Search.Engine;

/// <summary>A snapshot of segments and columns that answers queries. Immutable: any number of threads may search, writers never block them.</summary>
public sealed class Searcher(IReadOnlyList<Segment> segments, DocumentColumns columns)
{
    /// <summary>The segments searched, in order of their documents.</summary>
    public IReadOnlyList<Segment> Segments { get; } = segments;

    /// <summary>The values that the snapshot was made with.</summary>
    public DocumentColumns Columns { get; } = columns;

    /// <summary>Answers a query. Never throws on any query.</summary>
    public SearchResult Search(Query query, SearchOptions? options = null) => throw new NotImplementedException();

    /// <summary>Numbers of the documents with this function in a stack, the likeliest to be guilty of it first.</summary>
    public IReadOnlyList<int> WithFunction(string name, int most = 1000) => throw new NotImplementedException();

    /// <summary>Numbers of the documents that name this file (any tail of its path), near the line when one is given.</summary>
    public IReadOnlyList<int> WithFile(string path, int? line = null, int most = 1000) => throw new NotImplementedException();
}
