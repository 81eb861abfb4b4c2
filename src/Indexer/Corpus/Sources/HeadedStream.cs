namespace KB.Indexer.Corpus.Sources;

/// <summary>A stream whose beginning was read already and is read again.</summary>
internal sealed class HeadedStream(ReadOnlyMemory<byte> head, Stream rest) : ForwardStream
{
    private int at;

    public override int Read(Span<byte> buffer)
    {
        if (at == head.Length)
        {
            return rest.Read(buffer);
        }

        int length = Math.Min(buffer.Length, head.Length - at);
        head.Span.Slice(at, length).CopyTo(buffer);
        at += length;
        return length;
    }
}
