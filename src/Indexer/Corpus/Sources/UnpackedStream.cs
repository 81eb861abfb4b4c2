namespace KB.Indexer.Corpus.Sources;

/// <summary>What comes out of a packing. It ends where the data is damaged or the limit is reached, and <see cref="Fault"/> says so: what came before is kept.</summary>
/// <param name="inner">The unpacked bytes.</param>
/// <param name="limit">What it counts against.</param>
internal sealed class UnpackedStream(Stream inner, UnpackLimit limit) : ForwardStream
{
    /// <summary>The same with a limit of its own, in bytes.</summary>
    public UnpackedStream(Stream inner, long limit) : this(inner, new UnpackLimit(limit))
    {
    }

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
            int given = limit.Take(length);
            Fault = given < length ? $"unpacks to more than {limit.Most} bytes; the rest was not read" : null;
            return given;
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
