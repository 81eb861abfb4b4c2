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

    /// <summary>The decoded text, lines ended by LF, a blank line between parts.</summary>
    public static string Of(MailHeaders headers, ReadOnlyMemory<byte> body)
    {
        var text = new StringBuilder();
        var open = new Stack<Part>([new Part(headers, body, 0)]);
        for (int parts = 0; open.Count > 0 && parts < MaxParts; parts++)
        {
            Part part = open.Pop();
            if (Type(part).StartsWith("multipart/", StringComparison.Ordinal) && part.Depth < MaxDepth)
            {
                foreach (Part child in Children(part).Reverse())
                {
                    open.Push(child);
                }
            }
            else if (Text(part) is { Length: > 0 } decoded)
            {
                text.Append(text.Length > 0 ? "\n" : "").Append(decoded);
            }
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

    private static string? Text(Part part)
    {
        string type = Type(part);
        if (!type.StartsWith("text/", StringComparison.Ordinal) && !IsLog(part))
        {
            return null;
        }

        byte[] bytes = TransferDecoding.Decode(part.Headers["Content-Transfer-Encoding"], part.Body.Span);
        string text = Charsets.Find(part.Headers.Parameter("Content-Type", "charset")).GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\u00A0', ' ');
        return type == "text/html" ? HtmlText.Of(text) : IsFlowed(part) ? FlowedText.Unflow(text, IsFlowed(part, "delsp", "yes")) : text;
    }

    private static bool IsFlowed(Part part, string parameter = "format", string value = "flowed") =>
        value.Equals(part.Headers.Parameter("Content-Type", parameter), StringComparison.OrdinalIgnoreCase);

    // Logs are often attached as application/octet-stream; the name tells.
    private static bool IsLog(Part part)
    {
        string name = part.Headers.Parameter("Content-Disposition", "filename") ?? part.Headers.Parameter("Content-Type", "name") ?? "";
        return name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".log", StringComparison.OrdinalIgnoreCase) || name.StartsWith("dmesg", StringComparison.OrdinalIgnoreCase) && !name.EndsWith('z');
    }
}
