using KB.Indexer.Search.Engine;

namespace KB.Indexer.Search;

/// <summary>Segments that are to become one. A merge of many documents takes seconds: what comes in meanwhile need not wait for it.</summary>
/// <remarks>A document that is removed meanwhile is left in the file; the catalogue does not know it, so that no search finds it.</remarks>
public sealed class PendingMerge : IDisposable
{
    private readonly HashSet<int> _live;

    internal PendingMerge(IReadOnlyList<Segment> segments, HashSet<int> live, string path, int first, int generation) =>
        (Segments, _live, Path, First, Generation) = (segments, live, path, first, generation);

    internal IReadOnlyList<Segment> Segments { get; }

    /// <summary>The file that is made.</summary>
    internal string Path { get; }

    internal int First { get; }

    internal int Generation { get; }

    /// <summary>Writes the file; on any thread.</summary>
    /// <exception cref="IOException">The disk is full; nothing of the file stays.</exception>
    public void Write() => SegmentMerger.Merge(Segments, _live.Contains, Path);

    /// <summary>Closes the segments; before that, the writer has to know what became of the merge.</summary>
    public void Dispose()
    {
        foreach (Segment segment in Segments)
        {
            segment.Dispose();
        }
    }
}
