namespace KB.Indexer.Search.Engine;

/// <summary>One immutable file of postings, memory-mapped. Safe to read from several threads.</summary>
public sealed class Segment : IDisposable
{
    /// <summary>Path of the file.</summary>
    public string Path => throw new NotImplementedException();

    /// <summary>Documents in it, deleted ones too.</summary>
    public int Count => throw new NotImplementedException();

    /// <summary>Smallest number of a document in it.</summary>
    public int First => throw new NotImplementedException();

    /// <summary>Greatest number of a document in it.</summary>
    public int Last => throw new NotImplementedException();

    /// <summary>Size of the file in bytes.</summary>
    public long Length => throw new NotImplementedException();

    /// <summary>Maps a segment and checks it.</summary>
    /// <exception cref="InvalidDataException">The file is cut, damaged, or of another version.</exception>
    public static Segment Open(string path) => throw new NotImplementedException();

    /// <summary>Lets the mapping go; no search may run on it any more.</summary>
    public void Dispose() => throw new NotImplementedException();
}
