using System.Buffers;
using System.Text;

namespace KB.Indexer.Corpus;

/// <summary>The lines of a text, with a bound on what a line may need of memory.</summary>
internal static class BoundedLines
{
    private const int Block = 1 << 16;

    /// <summary>The lines without their ends; null stands for a line of more characters than <paramref name="longest"/>, which is passed over.</summary>
    public static IEnumerable<string?> Read(TextReader text, int longest)
    {
        // Rented: many texts are one short line, and a new block for each would cost more than reading it.
        char[] block = ArrayPool<char>.Shared.Rent(Block);
        try
        {
            foreach (string? line in Read(text, longest, block))
            {
                yield return line;
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(block);
        }
    }

    /// <summary>The lines without their ends; one of more characters than <paramref name="longest"/> stands empty, and is told.</summary>
    public static IEnumerable<string> Read(TextReader text, int longest, Action tooLong)
    {
        foreach (string? line in Read(text, longest))
        {
            if (line is null)
            {
                tooLong();
            }

            yield return line ?? "";
        }
    }

    private static IEnumerable<string?> Read(TextReader text, int longest, char[] block)
    {
        var line = new StringBuilder();
        bool isTooLong = false, isBegun = false;
        for (int count; (count = text.Read(block)) > 0;)
        {
            for (int start = 0; start < count;)
            {
                int feed = block.AsSpan(start, count - start).IndexOf('\n');
                int length = feed < 0 ? count - start : feed;
                isTooLong |= line.Length + length > longest;
                line = isTooLong ? line.Clear() : line.Append(block, start, length);
                start += length + 1;
                isBegun = feed < 0;
                if (!isBegun)
                {
                    yield return isTooLong ? null : line.ToString().TrimEnd('\r');
                    line.Clear();
                    isTooLong = false;
                }
            }
        }

        if (isBegun)
        {
            yield return isTooLong ? null : line.ToString();
        }
    }
}
