using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Sources;

/// <summary>The text of an HTML page in reading order, as w3m would print it but without its wrapping.</summary>
/// <remarks>One pass over the page; markup that is not closed ends with the page. Source: HTML 5.2, sections 8.2 and 15.3.</remarks>
internal static partial class HtmlText
{
    private static readonly HashSet<string> Unseen = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "head", "template", "noscript" };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt", "fieldset", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
        // Of a bug that Bugzilla gives as XML.
        "bug", "short_desc", "long_desc", "thetext", "bug_id", "attachment",
    };

    private static readonly HashSet<string> Preformatted = new(StringComparer.OrdinalIgnoreCase) { "pre", "textarea", "thetext" };

    /// <summary>True for a page that begins as one.</summary>
    public static bool Is(string head)
    {
        ReadOnlySpan<char> start = head.AsSpan().TrimStart(" \t\r\n\uFEFF");
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || (start.StartsWith("<?xml", StringComparison.Ordinal) && (head.Contains("<html", StringComparison.OrdinalIgnoreCase) || head.Contains("<bugzilla", StringComparison.Ordinal)));
    }

    /// <summary>What the page is called; null when it does not say.</summary>
    public static string? Title(string html) =>
        TitleElement.Match(html) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value).Trim() : null;

    /// <summary>The address at which the page says it stands, or from which a browser saved it; empty when it does not say.</summary>
    public static string OwnAddress(string html) =>
        Own.Match(html) is { Success: true } own ? WebUtility.HtmlDecode(own.Groups["url"].Value)
        : Bug.Match(html) is { Success: true } bug ? $"{bug.Groups["base"].Value}show_bug.cgi?id={bug.Groups["id"].Value}" : "";

    /// <summary>Every link address of the page, one a line.</summary>
    public static string Addresses(string html) =>
        string.Join('\n', Link.Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)));

    /// <summary>The text; inside <c>pre</c> and <c>textarea</c> every space and line stays as it is.</summary>
    public static string Of(string html)
    {
        var text = new StringBuilder(html.Length / 2);
        int preformatted = 0;
        for (int at = 0; at < html.Length;)
        {
            int tag = html.IndexOf('<', at);
            Append(text, html.AsSpan(at, (tag < 0 ? html.Length : tag) - at), preformatted > 0);
            at = tag < 0 ? html.Length : Tag(html, tag, text, ref preformatted);
        }

        return text.ToString();
    }

    /// <summary>Deals with the tag at a place and gives the place behind it.</summary>
    private static int Tag(string html, int start, StringBuilder text, ref int preformatted)
    {
        if (html.AsSpan(start).StartsWith("<!--"))
        {
            return After(html, "-->", start);
        }

        bool closing = start + 1 < html.Length && html[start + 1] == '/';
        int nameStart = start + (closing ? 2 : 1);
        int nameEnd = nameStart;
        while (nameEnd < html.Length && char.IsAsciiLetterOrDigit(html[nameEnd]))
        {
            nameEnd++;
        }

        if (nameEnd == nameStart && !(nameStart < html.Length && html[nameStart] is '!' or '?'))
        {
            text.Append('<');
            return start + 1;
        }

        string name = html[nameStart..nameEnd];
        if (!closing && Unseen.Contains(name))
        {
            return After(html, ">", After(html, $"</{name}", start));
        }

        if (Blocks.Contains(name) && text.Length > 0 && text[^1] != '\n')
        {
            text.Append('\n');
        }

        if (Preformatted.Contains(name))
        {
            preformatted = Math.Max(0, preformatted + (closing ? -1 : 1));
        }

        return After(html, ">", nameEnd);
    }

    private static int After(string html, string what, int from)
    {
        int at = html.IndexOf(what, from, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? html.Length : at + what.Length;
    }

    private static void Append(StringBuilder text, ReadOnlySpan<char> raw, bool preformatted)
    {
        string decoded = (raw.Contains('&') ? WebUtility.HtmlDecode(raw.ToString()) : raw.ToString()).Replace('\u00A0', ' ');
        if (preformatted)
        {
            text.Append(decoded.Replace("\r\n", "\n", StringComparison.Ordinal));
            return;
        }

        foreach (char character in decoded)
        {
            bool space = char.IsWhiteSpace(character);
            if (!space)
            {
                text.Append(character);
            }
            else if (text.Length > 0 && text[^1] is not (' ' or '\n'))
            {
                text.Append(' ');
            }
        }
    }

    [GeneratedRegex(@"<title[^>]{0,200}>([^<]{1,500})", RegexOptions.IgnoreCase)]
    private static partial Regex TitleElement { get; }

    [GeneratedRegex(@"<link\s(?:[^<>]{0,300}\s)?rel=""?canonical""?\s[^<>]{0,300}?href=[""'](?<url>[^""']{8,600})|<link\s(?:[^<>]{0,300}\s)?href=[""'](?<url>[^""'<>]{8,600})[""']\s[^<>]{0,300}?rel=""?canonical|property=[""']og:url[""']\s{1,9}content=[""'](?<url>[^""'<>]{8,600})|<!-- saved from url=\(\d{1,9}\)(?<url>\S{8,600})", RegexOptions.IgnoreCase)]
    private static partial Regex Own { get; }

    // Bugzilla's XML keeps the address of the tracker and the number of the bug apart.
    [GeneratedRegex(@"<bugzilla\s[^<>]{0,300}?urlbase=""(?<base>[^""]{8,200})""[^<>]{0,300}>\s{0,20}<bug>\s{0,20}<bug_id>(?<id>\d{1,9})</bug_id>")]
    private static partial Regex Bug { get; }

    [GeneratedRegex(@"\b(?:href|src|content)\s?=\s?[""']([^""'\s<>]{4,600})[""']", RegexOptions.IgnoreCase)]
    private static partial Regex Link { get; }
}
