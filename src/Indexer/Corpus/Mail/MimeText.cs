using System.Text;
using KB.Indexer.Corpus.Sources;

namespace KB.Indexer.Corpus.Mail;

/// <summary>The text of a mail in reading order: its body, then the attachments that hold text.</summary>
/// <remarks>Source: RFC 2046. Of alternatives the plain one is taken; HTML only where there is nothing else.</remarks>
internal static class MimeText
{
    /// <summary>Parts of one mail and their depth: real ones have under 30 and 5; more is a bomb.</summary>
    public const int MaxParts = 500, MaxDepth = 10;

    private readonly record struct Part(MailHeaders Headers, ReadOnlyMemory<byte> Body, int Depth);

    // Parts of other kinds are attached files of any name, which count when they hold text; these hold none for people.
    private static readonly string[] NoText = ["image/", "audio/", "video/", "font/", "application/pgp-", "application/pkcs7-", "application/x-pkcs7-", "application/ms-tnef"];

    /// <summary>The decoded text, lines ended by LF, a blank line between parts.</summary>
    /// <param name="headers">Header of the mail.</param>
    /// <param name="body">What follows it.</param>
    /// <param name="unread">Told why an attached file could not be read, or that parts were left out.</param>
    public static string Of(MailHeaders headers, ReadOnlyMemory<byte> body, Action<string> unread)
    {
        var text = new StringBuilder();
        var limit = new UnpackLimit(SourceReader.MaxUnpacked);
        var open = new Stack<Part>([new Part(headers, body, 0)]);
        for (int parts = 0; open.Count > 0 && parts < MaxParts && text.Length < SourceReader.MaxWhole; parts++)
        {
            Part part = open.Pop();
            if (Type(part).StartsWith("multipart/", StringComparison.Ordinal) && part.Depth < MaxDepth)
            {
                foreach (Part child in Children(part).Reverse())
                {
                    open.Push(child);
                }
            }
            else if (Type(part) == "message/rfc822" && part.Depth < MaxDepth)
            {
                open.Push(Read(part.Body, part.Depth + 1));
            }
            else if (Text(part, limit, unread) is { Length: > 0 } decoded)
            {
                text.Append(text.Length > 0 ? "\n" : "").Append(decoded);
            }
        }

        if (open.Count > 0)
        {
            unread(Documents.TooLong);
        }

        return text.ToString();
    }

    private static string Type(Part part)
    {
        string field = part.Headers["Content-Type"] ?? "text/plain";
        int end = field.AsSpan().IndexOfAny(" ;\t");
        return (end < 0 ? field : field[..end]).ToLowerInvariant();
    }

    private static IEnumerable<Part> Children(Part part)
    {
        Part[] all = [.. Split(part.Body, part.Headers.Parameter("Content-Type", "boundary") ?? "").Select(child => Read(child, part.Depth + 1))];
        bool isChoice = Type(part) == "multipart/alternative";
        Part plain = Array.Find(all, child => Type(child) == "text/plain");
        return isChoice && plain.Headers is not null ? [plain] : isChoice ? all.TakeLast(1) : all;
    }

    private static Part Read(ReadOnlyMemory<byte> raw, int depth)
    {
        var headers = MailHeaders.Read(raw.Span, out int body);
        return new Part(headers, raw[body..], depth);
    }

    // Parts stand between lines "--boundary"; "--boundary--" ends the last. A missing end is the end of the mail.
    private static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, string boundary)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        byte[] mark = Encoding.UTF8.GetBytes("--" + boundary);
        int start = -1;
        for (int at = 0; at < body.Length && boundary.Length > 0;)
        {
            int end = body.Span[at..].IndexOf((byte)'\n');
            int next = end < 0 ? body.Length : at + end + 1;
            if (body.Span[at..next].StartsWith(mark))
            {
                if (start >= 0)
                {
                    parts.Add(body[start..at]);
                }

                start = body.Span[(at + mark.Length)..next].StartsWith("--"u8) ? -1 : next;
                if (start < 0 || parts.Count == MaxParts)
                {
                    return parts;
                }
            }

            at = next;
        }

        if (start >= 0)
        {
            parts.Add(body[start..]);
        }

        return parts.Count > 0 ? parts : [body];
    }

    private static string? Text(Part part, UnpackLimit limit, Action<string> unread)
    {
        string type = Type(part);
        if (NoText.Any(kind => type.StartsWith(kind, StringComparison.Ordinal)))
        {
            return null;
        }

        byte[] bytes = TransferDecoding.Decode(part.Headers["Content-Transfer-Encoding"], part.Body.Span);
        if (!type.StartsWith("text/", StringComparison.Ordinal))
        {
            return Attached(part, bytes, limit, unread);
        }

        string text = Charsets.Find(part.Headers.Parameter("Content-Type", "charset")).GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\u00A0', ' ');
        return type == "text/html" ? HtmlText.Of(text) : IsFlowed(part) ? FlowedText.Unflow(text, IsFlowed(part, "delsp", "yes")) : text;
    }

    // An attached file, packed or not: what in it is text.
    private static string Attached(Part part, byte[] bytes, UnpackLimit limit, Action<string> unread)
    {
        string name = part.Headers.Parameter("Content-Disposition", "filename") ?? part.Headers.Parameter("Content-Type", "name") ?? "an attached file";
        var text = new StringBuilder();
        try
        {
            foreach ((int number, SourceInput file) in Unpacking.Open(new SourceInput(name, new MemoryStream(bytes), limit)).Index())
            {
                if (number == MaxParts || text.Length >= SourceReader.MaxWhole)
                {
                    unread($"{name}: {Documents.TooLong}");
                    break;
                }

                if (!TextEncoding.IsBinary(file.HeadText))
                {
                    text.Append(file.ReadWholeText(out bool cut).Replace("\r\n", "\n", StringComparison.Ordinal)).Append('\n');
                    if (cut)
                    {
                        unread($"{file.Path}: {Documents.TooLong}");
                    }
                }
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException or NotSupportedException)
        {
            unread($"{name}: {error.Message}");
        }

        return text.ToString();
    }

    private static bool IsFlowed(Part part, string parameter = "format", string value = "flowed") =>
        value.Equals(part.Headers.Parameter("Content-Type", parameter), StringComparison.OrdinalIgnoreCase);
}
