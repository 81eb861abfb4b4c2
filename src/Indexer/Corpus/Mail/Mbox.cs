namespace KB.Indexer.Corpus.Mail;

/// <summary>Takes an mbox apart, one mail in memory at a time.</summary>
/// <remarks>
/// Source: RFC 4155 and the mboxrd form of public-inbox: a mail begins with a line <c>From …</c> behind an empty line, and lines of
/// mails that begin so have <c>&gt;</c> before.
/// </remarks>
internal static class Mbox
{
    /// <summary>The mails, each without its separator; of one longer than <see cref="SourceReader.MaxWhole"/> the beginning, which is told.</summary>
    public static IEnumerable<(byte[] Mail, bool Cut)> Split(Stream mbox)
    {
        using (mbox)
        {
            var mail = new MemoryStream();
            bool blank = true, cut = false;
            foreach (ReadOnlyMemory<byte> line in ByteLines.Read(mbox))
            {
                bool separates = blank && line.Span.StartsWith("From "u8);
                if (separates && mail.Length > 0)
                {
                    yield return (mail.ToArray(), cut);
                    mail.SetLength(0);
                    cut = false;
                }

                blank = line.Span.TrimEnd("\r\n"u8).IsEmpty;
                cut |= !separates && mail.Length + line.Length > SourceReader.MaxWhole;
                if (!separates && !cut)
                {
                    mail.Write(Unescaped(line.Span));
                }
            }

            if (mail.Length > 0)
            {
                yield return (mail.ToArray(), cut);
            }
        }
    }

    private static ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> line) =>
        line is [(byte)'>', ..] && line.TrimStart((byte)'>').StartsWith("From "u8) ? line[1..] : line;
}
