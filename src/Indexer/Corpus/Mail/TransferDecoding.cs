namespace KB.Indexer.Corpus.Mail;

/// <summary>Undoes what mails do to bytes on their way.</summary>
/// <remarks>Source: RFC 2045 sections 6.7 and 6.8. Both readers take damaged text: what is no code stays or is left out.</remarks>
internal static class TransferDecoding
{
    /// <summary>Bytes of a part by the name in its Content-Transfer-Encoding; unknown names change nothing.</summary>
    public static byte[] Decode(string? encoding, ReadOnlySpan<byte> body) => encoding?.Trim().ToLowerInvariant() switch
    {
        "quoted-printable" => QuotedPrintable(body),
        "base64" => Base64(body),
        _ => body.ToArray(),
    };

    /// <summary>Quoted-printable: <c>=3D</c> is a byte, <c>=</c> at the end of a line joins it with the next.</summary>
    public static byte[] QuotedPrintable(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        int length = 0;
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] != (byte)'=')
            {
                bytes[length++] = text[at];
            }
            else if (SoftBreak(text[(at + 1)..]) is > 0 and int skipped)
            {
                at += skipped;
            }
            else if (at + 2 < text.Length && Hex(text[at + 1]) is >= 0 and int high && Hex(text[at + 2]) is >= 0 and int low)
            {
                bytes[length++] = (byte)((high << 4) | low);
                at += 2;
            }
            else
            {
                bytes[length++] = text[at];
            }
        }

        return bytes[..length];
    }

    /// <summary>Base64; anything between the digits is passed over, and padding may be missing.</summary>
    public static byte[] Base64(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        int length = 0;
        int bits = 0;
        int count = 0;
        foreach (byte each in text)
        {
            if (Digit(each) is >= 0 and int digit)
            {
                bits = ((bits << 6) | digit) & 0xFFFFFF;
                count += 6;
                if (count >= 8)
                {
                    count -= 8;
                    bytes[length++] = (byte)((bits >> count) & 0xFF);
                }
            }
            else if (each == (byte)'=')
            {
                (bits, count) = (0, 0);
            }
        }

        return bytes[..length];
    }

    // White space may stand between the sign and the end of the line.
    private static int SoftBreak(ReadOnlySpan<byte> behind)
    {
        int end = behind.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r');
        return end < 0 ? behind.Length : behind[end] == (byte)'\n' ? end + 1 : 0;
    }

    private static int Hex(byte digit) => char.IsAsciiHexDigit((char)digit) ? Convert.ToInt32(((char)digit).ToString(), 16) : -1;

    private static int Digit(byte letter) => letter switch
    {
        >= (byte)'A' and <= (byte)'Z' => letter - 'A',
        >= (byte)'a' and <= (byte)'z' => letter - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => letter - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
