using System.Globalization;
using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Mail;

/// <summary>One mail.</summary>
/// <param name="Headers">Its header.</param>
/// <param name="Text">Its text, decoded, in reading order, lines ended by LF, lines of logs whole again.</param>
/// <param name="Unread">Why an attached file could not be read; null when all were.</param>
internal sealed partial record MailMessage(MailHeaders Headers, string Text, string? Unread)
{
    /// <summary>Zones by name, which old mail programs wrote. Source: RFC 5322, 4.3.</summary>
    private static readonly Dictionary<string, string> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = "+0000", ["UTC"] = "+0000", ["GMT"] = "+0000", ["EST"] = "-0500", ["EDT"] = "-0400", ["CST"] = "-0600", ["CDT"] = "-0500",
        ["MST"] = "-0700", ["MDT"] = "-0600", ["PST"] = "-0800", ["PDT"] = "-0700",
    };

    /// <summary>Reads a mail; there is no text that is none.</summary>
    public static MailMessage Read(ReadOnlyMemory<byte> raw)
    {
        var headers = MailHeaders.Read(raw.Span, out int body);
        var unread = new List<string>();
        string text = WrappedLog.Join(MimeText.Of(headers, raw[body..], unread.Add));
        return new MailMessage(headers, text, unread.Count > 0 ? string.Join("; ", unread) : null);
    }

    /// <summary>Own id without angle brackets.</summary>
    public string? MessageId => Headers.MessageIds("Message-ID") is [{ } id, ..] ? id : null;

    /// <summary>Id of the mail this one answers.</summary>
    public string? InReplyTo => Headers.MessageIds("In-Reply-To") is [{ } id, ..] ? id : null;

    /// <summary>Sender as written; list servers that put themselves there keep the person in another field.</summary>
    public string From => Headers["X-Original-From"] ?? Headers["From"] ?? "";

    /// <summary>Subject, unfolded: a line break in it is one space.</summary>
    public string Subject => Blanks.Replace(Headers["Subject"] ?? "", " ");

    /// <summary>When it was sent; null when the header does not say or lies in no calendar.</summary>
    public DateTimeOffset? Date
    {
        get
        {
            // "(UTC)" behind the zone and the day's name before the date say nothing more.
            string value = Comment.Replace(Headers["Date"] ?? "", "").Trim();
            value = value[(value.IndexOf(',', StringComparison.Ordinal) + 1)..].Trim();
            string zone = value[(value.LastIndexOf(' ') + 1)..];
            value = Zones.TryGetValue(zone, out string? offset) ? value[..^zone.Length] + offset : value;
            return DateTimeOffset.TryParse(Blanks.Replace(value, " "), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? date : null;
        }
    }

    [GeneratedRegex(@"\([^()]{0,80}\)")]
    private static partial Regex Comment { get; }

    [GeneratedRegex(@"[ \t\r\n]+")]
    private static partial Regex Blanks { get; }
}
