namespace KB.Indexer.Corpus.Sources;

/// <summary>How much may be unpacked of one source, all packings in it together: an archive of bombs is a bomb.</summary>
/// <param name="most">Bytes at most.</param>
internal sealed class UnpackLimit(long most)
{
    private long left = most;

    /// <summary>The limit, in bytes.</summary>
    public long Most { get; } = most;

    /// <summary>Counts bytes that were unpacked; returns how many of them may be given.</summary>
    public int Take(int length)
    {
        int given = (int)Math.Min(length, left);
        left -= given;
        return given;
    }
}
