namespace KB.Indexer.Corpus.Mail;

/// <summary>The lines of a stream as bytes, their ends included; valid until the next is asked for.</summary>
internal static class ByteLines
{
    /// <summary>A longer line comes in pieces of this many bytes.</summary>
    public const int MaxLine = 1 << 20;

    public static IEnumerable<ReadOnlyMemory<byte>> Read(Stream stream)
    {
        byte[] buffer = new byte[MaxLine];
        int start = 0;
        int end = 0;
        while (true)
        {
            int length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n') + 1;
            if (length == 0 && end - start < MaxLine)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                int read = stream.Read(buffer, end, MaxLine - end);
                end += read;
                if (read > 0)
                {
                    continue;
                }
            }

            length = length > 0 ? length : end - start;
            if (length == 0)
            {
                yield break;
            }

            yield return buffer.AsMemory(start, length);
            start += length;
        }
    }
}
