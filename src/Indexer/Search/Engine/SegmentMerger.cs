namespace KB.Indexer.Search.Engine;

/// <summary>Makes one segment of several.</summary>
public static class SegmentMerger
{
    /// <summary>Segments of about one size that make a merge worth it; also the factor between sizes.</summary>
    private const int Fan = 8;

    /// <summary>Sizes below count as this: tiny segments are merged together whatever their sizes.</summary>
    private const long Floor = 256 * 1024;

    /// <summary>Bytes that a merged segment should not exceed.</summary>
    private const long MaxMerged = 1_500_000_000;

    /// <summary>Neighbours worth merging now, by tiers of size; empty when the segments stand well.</summary>
    /// <param name="segments">The segments, or what stands for them, in order of their documents.</param>
    /// <param name="lengthOf">Size of the file of one, in bytes: it need not be opened to be chosen.</param>
    public static IReadOnlyList<T> Choose<T>(IReadOnlyList<T> segments, Func<T, long> lengthOf)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(lengthOf);
        long[] lengths = [.. segments.Select(lengthOf)];
        for (int end = segments.Count; end > 0;)
        {
            int start = end - 1;
            long size = lengths[start];
            long tier = Tier(size);
            while (start > 0 && Tier(lengths[start - 1]) <= tier && size + lengths[start - 1] <= MaxMerged)
            {
                size += lengths[--start];
            }

            if (end - start >= Fan)
            {
                return [.. segments.Skip(start).Take(end - start)];
            }

            end = start;
        }

        return [];
    }

    /// <summary>Writes the documents of the segments, deleted ones left out, as one file.</summary>
    /// <param name="segments">Segments in order of their documents; their numbers must not interleave.</param>
    /// <param name="isLive">False for the number of a deleted document.</param>
    /// <param name="path">File to write, as <see cref="SegmentWriter.Write(string)"/> does.</param>
    /// <exception cref="ArgumentException">The numbers interleave.</exception>
    public static void Merge(IReadOnlyList<Segment> segments, Func<int, bool> isLive, string path)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(isLive);
        var merge = new Merge(segments, isLive);
        merge.Write(path);
    }

    private static long Tier(long length)
    {
        long tier = 0;
        for (long size = Math.Max(length, Floor) / Floor; size >= Fan; size /= Fan)
        {
            tier++;
        }

        return tier;
    }
}
