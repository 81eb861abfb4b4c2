using System.Collections.Concurrent;
using KB.Indexer.Search.Queries;

namespace KB.Indexer.Search.Engine;

/// <summary>A snapshot of segments and columns that answers queries. Immutable: any number of threads may search, writers never block them.</summary>
public sealed class Searcher(IReadOnlyList<Segment> segments, DocumentColumns columns)
{
    /// <summary>Known words that may be missing before a query that finds nothing gives up.</summary>
    private const int MostMissing = 3;

    private readonly ConcurrentBag<Scratch> _scratch = [];

    /// <summary>The segments searched, in order of their documents.</summary>
    public IReadOnlyList<Segment> Segments { get; } = segments;

    /// <summary>The values that the snapshot was made with.</summary>
    public DocumentColumns Columns { get; } = columns;

    /// <summary>Answers a query. Never throws on any query.</summary>
    public SearchResult Search(Query query, SearchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        options ??= new();
        if (query.Root is null)
        {
            return new SearchResult { Query = query };
        }

        var planner = new Planner(Segments, Columns);
        SearchResult result = Run(query, planner.Whole(query), options);
        string? suggestion = result.Total == 0 && planner.Unknown.Count > 0 ? new Speller(Segments).Correct(query, planner.Unknown) : null;
        int unknown = planner.Unknown.Count;
        for (int missing = Math.Max(1, unknown); result.Total == 0 && missing <= unknown + MostMissing && planner.Relaxed(query.Root, missing) is { } relaxed; missing++)
        {
            result = Run(query, relaxed, options) with { Relaxed = true };
        }

        // A segment that a merge replaced is mapped as long as somebody refers to it: until here.
        GC.KeepAlive(Segments);
        return result with { Suggestion = suggestion, Relaxed = result.Relaxed && result.Total > 0 };
    }

    /// <summary>Numbers of the documents with this function in a stack, the likeliest to be guilty of it first.</summary>
    public IReadOnlyList<int> WithFunction(string name, int most = 1000) => Numbers("fn", name, most);

    /// <summary>Numbers of the documents that name this file (any tail of its path), near the line when one is given: the nearest first.</summary>
    public IReadOnlyList<int> WithFile(string path, int? line = null, int most = 1000) => Numbers("file", line is > 0 ? $"{path}:{line}" : path, most);

    /// <summary>Whether a document has this function in a stack: stops at the first that has.</summary>
    public bool HasFunction(string name) => Any(Only("fn", name));

    /// <summary>Whether a document names this file (any tail of its path), near the line when one is given: stops at the first that does.</summary>
    public bool HasFile(string path, int? line = null) => Any(Only("file", line is > 0 ? $"{path}:{line}" : path));

    private static Query Only(string field, string value) => new() { Text = value, Root = new FieldNode(QueryField.Find(field)!, value) };

    private int[] Numbers(string field, string value, int most)
    {
        SearchResult result = Search(Only(field, value), new SearchOptions { Take = most, Collapse = false });
        return [.. result.Hits.Select(hit => hit.Document)];
    }

    private bool Any(Query query)
    {
        Plan plan = new Planner(Segments, Columns).Whole(query);
        var window = new Window();
        bool found = false;
        for (int i = 0; i < Segments.Count && !found; i++)
        {
            Matcher matcher = plan(i);
            for (int start = matcher.Next(0); start < Segments[i].Count && !found; start = matcher.Next(window.End))
            {
                window.Reset(start, Math.Min(start + Window.Size, Segments[i].Count));
                matcher.Accumulate(window);
                found = AnyAlive(window, Segments[i]);
            }
        }

        GC.KeepAlive(Segments);
        return found;
    }

    private bool AnyAlive(Window window, Segment segment)
    {
        for (int place = window.NextBit(0); place >= 0; place = place + 1 < Window.Size ? window.NextBit(place + 1) : -1)
        {
            if (Columns.IsThere(segment.Numbers[window.Start + place]))
            {
                return true;
            }
        }

        return false;
    }

    private SearchResult Run(Query query, Plan plan, SearchOptions options)
    {
        Scratch scratch = _scratch.TryTake(out Scratch? clean) ? clean : new Scratch(Columns.Crashes);
        var collector = new Collector(Columns, options, scratch);
        Window window = scratch.Window;
        for (int i = 0; i < Segments.Count; i++)
        {
            Matcher matcher = plan(i);
            for (int start = matcher.Next(0); start < Segments[i].Count; start = matcher.Next(window.End))
            {
                window.Reset(start, Math.Min(start + Window.Size, Segments[i].Count));
                matcher.Accumulate(window);
                collector.Take(window, Segments[i]);
            }
        }

        IReadOnlyList<SearchHit> hits = collector.Page();
        collector.Clean();
        _scratch.Add(scratch);
        return new SearchResult
        {
            Query = query,
            Hits = hits,
            Total = collector.Total,
            Documents = collector.Documents,
            Facets = collector.Facets?.Facets(options.FacetValues) ?? [],
            Histogram = collector.Facets?.Histogram() ?? [],
        };
    }
}
