using KB.Indexer.Reports;
using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Queries;

namespace KB.Indexer.Tests.Search;

/// <summary>An index of a few documents in a folder of its own. Hits are named by the documents' ids.</summary>
internal sealed class SmallIndex : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kb-search-").FullName;
    private readonly List<SearchDocument> _documents = [];
    private readonly ColumnsBuilder _columns = new();

    public string Folder => _folder;

    public DocumentColumns Columns => _columns.Snapshot();

    public IReadOnlyList<SearchDocument> Documents => _documents;

    public string File(string name) => Path.Combine(_folder, name);

    /// <summary>Adds a report given by its title and lines; frames are lines like <c>gadget_poll+0x10/0x80 drivers/gadget/poll.c:12</c>.</summary>
    public SmallIndex Report(string id, string title, string[] frames, string text = "", DocumentValues? values = null, Func<CrashReport, CrashReport>? change = null)
    {
        var report = new CrashReport
        {
            Id = id,
            Title = title,
            Frame = title.Split(" in ") is [_, var guilty] ? guilty : null,
            Text = $"{title}\nCall Trace:\n" + string.Concat(frames.Select(frame => $" {frame}\n")) + text,
            Stacks = [new(StackKind.CallTrace, "Call Trace:", [.. frames.Select(Frame)])],
        };
        return Add(new SearchDocument { Number = _documents.Count, Id = id, Title = title, Report = change is null ? report : change(report) }, values);
    }

    public SmallIndex Add(SearchDocument document, DocumentValues? values = null)
    {
        document = document with { Number = _documents.Count };
        _documents.Add(document);
        _columns.Set(document.Number, values ?? new DocumentValues { Crash = document.Number, Kind = document.Kind });
        return this;
    }

    public SmallIndex Delete(string id)
    {
        _columns.Delete(_documents.FindIndex(document => document.Id == id));
        return this;
    }

    /// <summary>One segment for each group of so many documents.</summary>
    public List<Segment> Segments(int size = int.MaxValue)
    {
        var segments = new List<Segment>();
        foreach (SearchDocument[] chunk in _documents.Chunk(size))
        {
            var writer = new SegmentWriter();
            foreach (SearchDocument document in chunk)
            {
                writer.Add(document);
            }

            string path = File($"{segments.Count}.segment");
            writer.Write(path);
            segments.Add(Segment.Open(path));
        }

        return segments;
    }

    public Searcher Searcher(int size = int.MaxValue) => new(Segments(size), _columns.Snapshot());

    public SearchResult Result(string query, SearchOptions? options = null) =>
        Searcher().Search(Query.Parse(query, new DateOnly(2024, 6, 15)), options ?? new SearchOptions { Facets = true });

    /// <summary>Ids of the hits, best first, with blanks between.</summary>
    public string Found(string query) => Ids(Result(query));

    public string Ids(SearchResult result) => string.Join(' ', result.Hits.Select(hit => _documents[hit.Document].Id));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static StackFrame Frame(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool reliable = words[0] != "?";
        words = reliable ? words : words[1..];
        string[] place = words.Length > 1 ? words[1].Split(':') : [];
        string symbol = words[0].Split('+')[0];
        return new StackFrame
        {
            Function = symbol,
            Symbol = symbol,
            Reliable = reliable,
            File = place.Length > 0 ? place[0] : null,
            Line = place.Length > 1 ? int.Parse(place[1]) : null,
        };
    }
}
