using System.Text;

namespace KB.Indexer.Corpus.Mail;

/// <summary>Character sets by the names that mails use.</summary>
internal static class Charsets
{
    static Charsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The character set; UTF-8 for none, ASCII and names that nobody knows, since ASCII is part of it.</summary>
    public static Encoding Find(string? name)
    {
        string known = (name ?? "").Trim().ToLowerInvariant();
        if (known is "" or "us-ascii" or "ascii" or "utf-8" or "utf8" or "unknown-8bit" or "x-unknown")
        {
            return Encoding.UTF8;
        }

        try
        {
            return Encoding.GetEncoding(known);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
