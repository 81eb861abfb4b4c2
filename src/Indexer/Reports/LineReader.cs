using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>Takes off a line whatever wraps what the kernel printed.</summary>
internal static partial class LineReader
{
    /// <summary>No real line is wrapped more often; each quote level counts once.</summary>
    private const int DeepestWrapping = 16;

    /// <summary>Characters of a line that are looked at; the kernel's own lines end at 1,024 (<c>PRINTKRB_RECORD_MAX</c>).</summary>
    public const int LongestLine = 4096;

    /// <summary>What a program printed before the kernel went on in its line.</summary>
    private const int LongestGlue = 120;

    /// <summary>The line as the kernel printed it.</summary>
    public static ConsoleLine Read(int number, string raw)
    {
        string text = Plain(raw);
        string context = ConsoleLine.Bare;
        for (int depth = 0; depth < DeepestWrapping && text.Length > 0; depth++)
        {
            int taken = TakeOff(text, ref context);
            if (taken == 0)
            {
                break;
            }

            text = text[taken..];
        }

        // What a program printed without ending its line stands before what the kernel printed: "pass 1 of 3[   12.000001] BUG: …".
        return context == ConsoleLine.Bare && text.IndexOf('[') is > 0 and <= LongestGlue && Glued().Match(text) is { Success: true } glued
            ? Read(number, text[glued.Length..])
            : new ConsoleLine(number, context, text);
    }

    /// <summary>True when the line begins with a known wrapping.</summary>
    public static bool IsWrapped(string text)
    {
        string context = ConsoleLine.Bare;
        return TakeOff(text, ref context) > 0;
    }

    private static int TakeOff(string text, ref string context)
    {
        foreach (LineWrapping wrapping in LineWrapping.StartingWith(text[0]))
        {
            if (wrapping.Mark.Length > 0 && !text.Contains(wrapping.Mark, StringComparison.Ordinal))
            {
                continue;
            }

            Match match = wrapping.Prefix.Match(text);
            if (!match.Success || match.Length == 0)
            {
                continue;
            }

            if (match.Groups["caller"] is { Success: true } caller)
            {
                context = caller.Value;
            }
            else if (context.Length == 0 && match.Groups["kernel"].Success)
            {
                context = ConsoleLine.Console;
            }

            return match.Length;
        }

        return 0;
    }

    private static string Plain(string raw)
    {
        string text = raw.Length > LongestLine ? raw[..LongestLine] : raw;
        if (text.AsSpan().IndexOfAny('\x1b', '\r', '\0') >= 0)
        {
            text = Escapes().Replace(text, "");
        }

        if (text.Length > 0 && text[^1] is '>' or '`')
        {
            text = Closing().Replace(text, "");
        }

        return text.Contains('&', StringComparison.Ordinal) && Entities().IsMatch(text) ? System.Net.WebUtility.HtmlDecode(text) : text;
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]{0,16}[A-Za-z]|\x1b[()][A-Z0-9]|[\r\0\x1b]")]
    private static partial Regex Escapes();

    [GeneratedRegex("(?:</(?:pre|code|p|div|td|span|tt|blockquote)>|<br ?/?>|`{1,3})+$", RegexOptions.RightToLeft)]
    private static partial Regex Closing();

    [GeneratedRegex(@"^[^\[]{1,120}(?=\[ *\d{1,8}\.\d{6}\](?:\[ *[CT]\d+\])? )")]
    private static partial Regex Glued();

    [GeneratedRegex(@"&(?:lt|gt|amp|quot|#39|#x27|nbsp);")]
    private static partial Regex Entities();
}
