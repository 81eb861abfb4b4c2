using KB.Indexer.Corpus.Sources;

namespace KB.Indexer.Cli;

/// <summary>An input that cannot be opened or read on: no fault of what is written meanwhile.</summary>
internal sealed class UnreadableException(Exception why) : IOException(why.Message, why);

/// <summary>The bytes of an input.</summary>
/// <exception cref="UnreadableException">It cannot be opened, or, while it is read, read on.</exception>
internal sealed class InputStream(Func<Stream> open) : ForwardStream
{
    private readonly Stream inner = Opened(open);

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableException(e);
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

    private static Stream Opened(Func<Stream> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableException(e);
        }
    }
}
