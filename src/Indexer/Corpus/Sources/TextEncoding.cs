using System.Text;

namespace KB.Indexer.Corpus.Sources;

/// <summary>Which encoding a text is in: the one its first bytes tell, UTF-8 when it is valid, else Latin-1, in which no byte is lost.</summary>
internal static class TextEncoding
{
    // Bytes that are not UTF-8 are rare in a UTF-8 log (a cut line, a serial glitch): up to this share they are glitches.
    private const double GlitchShare = 0.01;

    public static Encoding Of(ReadOnlySpan<byte> head)
    {
        if (head is [0xFF, 0xFE, ..])
        {
            return Encoding.Unicode;
        }

        if (head is [0xFE, 0xFF, ..])
        {
            return Encoding.BigEndianUnicode;
        }

        if (IsEveryOtherByteZero(head, 1))
        {
            return Encoding.Unicode;
        }

        if (IsEveryOtherByteZero(head, 0))
        {
            return Encoding.BigEndianUnicode;
        }

        string text = Encoding.UTF8.GetString(head);
        int bad = text.AsSpan().Count('\uFFFD');
        return bad > 1 + (text.Length * GlitchShare) ? Encoding.Latin1 : Encoding.UTF8;
    }

    // UTF-16 without its mark: nearly all characters of a log are ASCII.
    private static bool IsEveryOtherByteZero(ReadOnlySpan<byte> head, int from)
    {
        ReadOnlySpan<byte> start = head[..Math.Min(head.Length & ~1, 1024)];
        int zeros = 0, others = 0;
        for (int at = 0; at < start.Length; at += 2)
        {
            zeros += start[at + from] == 0 ? 1 : 0;
            others += start[at + 1 - from] == 0 ? 1 : 0;
        }

        return start.Length >= 16 && zeros > start.Length * 0.45 && others == 0;
    }

    /// <summary>True for bytes that are no text in any encoding known here: too many of them are control characters.</summary>
    public static bool IsBinary(string head)
    {
        int control = 0;
        foreach (char character in head)
        {
            control += character < ' ' && character is not ('\n' or '\r' or '\t' or '\f' or '\b' or '\x1b' or '\0') || character is >= '\x7f' and < '\xa0' ? 1 : 0;
        }

        int zeros = head.AsSpan().Count('\0');
        return control > head.Length / 10 || zeros > head.Length / 2;
    }
}
