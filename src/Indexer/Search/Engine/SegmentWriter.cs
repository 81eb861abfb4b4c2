namespace KB.Indexer.Search.Engine;

/// <summary>Gathers documents in memory and writes them as one segment. Not for several threads.</summary>
public sealed class SegmentWriter
{
    /// <summary>Documents added since the last <see cref="Write"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes held, roughly: write when it exceeds what you want to spend.</summary>
    public long Bytes => throw new NotImplementedException();

    /// <summary>Takes the terms of one document; numbers must ascend.</summary>
    public void Add(SearchDocument document) => throw new NotImplementedException();

    /// <summary>Writes what was added as one file (to a temporary name, synced, renamed) and empties the writer.</summary>
    public void Write(string path) => throw new NotImplementedException();
}
