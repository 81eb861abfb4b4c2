namespace KB.Indexer.Corpus.Sources;

/// <summary>What comes out of a packing. It ends where the data is damaged or the limit is reached, and <see cref="Fault"/> says so: what came before is kept.</summary>
/// <param name="inner">The unpacked bytes.</param>
/// <param name="limit">Bytes given at most.</param>
internal sealed class UnpackedStream(Stream inner, long limit) : ForwardStream
{
    private long read;

    /// <summary>Why it ended before all was read; null when it did not, or is not yet read so far.</summary>
    public string? Fault { get; private set; }

    /// <summary>True when it was read to its end.</summary>
    public bool IsAtEnd { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int length = Fault is null ? Next(buffer) : 0;
        IsAtEnd |= length == 0 && buffer.Length > 0;
        return length;
    }

    private int Next(Span<byte> buffer)
    {
        try
        {
            int length = inner.Read(buffer);
            read += length;
            if (read <= limit)
            {
                return length;
            }

            Fault = $"unpacks to more than {limit} bytes; the rest was not read";
            return length - (int)(read - limit);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            Fault = $"damaged: only what comes before the damage was read ({error.Message})";
            return 0;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
