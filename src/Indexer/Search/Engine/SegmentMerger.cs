namespace KB.Indexer.Search.Engine;

/// <summary>Makes one segment of several.</summary>
public static class SegmentMerger
{
    /// <summary>Neighbours worth merging now, by tiers of size; empty when the segments stand well.</summary>
    public static IReadOnlyList<Segment> Choose(IReadOnlyList<Segment> segments) => throw new NotImplementedException();

    /// <summary>Writes the documents of the segments, deleted ones left out, as one file; the segments' numbers must not interleave.</summary>
    public static void Merge(IReadOnlyList<Segment> segments, Func<int, bool> isLive, string path) => throw new NotImplementedException();
}
