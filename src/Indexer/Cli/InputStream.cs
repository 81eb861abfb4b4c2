using KB.Indexer.Corpus.Sources;

namespace KB.Indexer.Cli;

/// <summary>An input that cannot be opened or read on: no fault of what is written meanwhile.</summary>
internal sealed class UnreadableException(string why, Exception? cause = null) : IOException(why, cause)
{
    /// <summary>What reading gives; whatever goes wrong with the input is told as this.</summary>
    public static T Told<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is (IOException and not UnreadableException) or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            throw new UnreadableException(e.Message, e);
        }
    }
}

/// <summary>The bytes of an input.</summary>
/// <exception cref="UnreadableException">It cannot be opened, or, while it is read, read on.</exception>
internal sealed class InputStream(Func<Stream> open) : ForwardStream
{
    private readonly Stream inner = UnreadableException.Told(open);

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableException(e.Message, e);
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
