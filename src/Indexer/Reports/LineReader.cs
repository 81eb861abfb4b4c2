using System.Globalization;
using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>Takes off a line whatever wraps what the kernel printed.</summary>
internal static partial class LineReader
{
    /// <summary>No real line is wrapped more often; each quote level counts once.</summary>
    private const int DeepestWrapping = 16;

    /// <summary>Pages in pages.</summary>
    private const int DeepestEntities = 3;

    /// <summary>Characters of a line that are looked at; the kernel's own lines end at 1,024 (<c>PRINTKRB_RECORD_MAX</c>).</summary>
    public const int LongestLine = 4096;

    /// <summary>What a program printed before the kernel went on in its line.</summary>
    private const int LongestGlue = 120;

    /// <summary>The line as the kernel printed it.</summary>
    /// <param name="number">Line of the source, counted from 1.</param>
    /// <param name="raw">The line <see cref="WithoutEscapes"/>.</param>
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
        return context == ConsoleLine.Bare && text.IndexOf('[', Math.Min(1, text.Length)) is > 0 and <= LongestGlue && Glued().Match(text) is { Success: true } glued
            ? Read(number, text[glued.Length..])
            : new ConsoleLine(number, context, ReadableNames.AsWords(text));
    }

    /// <summary>True when the line begins with a known wrapping, unless that may stand before what anybody says.</summary>
    public static bool IsKernels(string text)
    {
        string context = ConsoleLine.Bare;
        int taken = TakeOffRow(text, ref context);
        return taken > 0 && !(context.Length == 0 && Anybodys().IsMatch(text.AsSpan(0, taken)));
    }

    private static int TakeOff(string text, ref string context)
    {
        int indentation = text.AsSpan().IndexOfAnyExcept(" \t");
        int taken = TakeOffRow(text, ref context);
        return taken > 0 || indentation <= 0 || !HasMark(text.AsSpan(indentation)) ? taken
            : IsKernels(text[indentation..]) ? indentation + TakeOffRow(text[indentation..], ref context) : 0;
    }

    /// <summary>True when the text has the mark of a wrapping that may begin so.</summary>
    private static bool HasMark(ReadOnlySpan<char> text)
    {
        foreach (LineWrapping wrapping in LineWrapping.StartingWith(text[0]))
        {
            if (text.Contains(wrapping.Mark, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static int TakeOffRow(string text, ref string context)
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
            else if (match.Groups["host"] is { Success: true } host && !ConsoleLine.IsCaller(context))
            {
                context = ConsoleLine.Of(host.Value);
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
        if (text.Length > 0 && text[^1] is '>' or '`' or 'm')
        {
            text = (text[^1] == 'm' ? ShownColour() : Closing()).Replace(text, "");
        }

        if (text.Contains('\\', StringComparison.Ordinal))
        {
            text = Escaped().Replace(text, "${sign}");
        }

        if (text.Contains("</", StringComparison.Ordinal))
        {
            text = Highlighting().Replace(text, "");
        }

        for (int depth = 0; depth < DeepestEntities && text.Contains('&', StringComparison.Ordinal) && Entities().IsMatch(text); depth++)
        {
            text = System.Net.WebUtility.HtmlDecode(text);
        }

        return text;
    }

    /// <summary>The text without what only moves the cursor or colours; where it moves over columns, blanks.</summary>
    public static string WithoutEscapes(ReadOnlySpan<char> text) =>
        text.IndexOfAny('\x1b', '\r', '\0') < 0 && !text.Contains("^[[", StringComparison.Ordinal) ? new string(text) : Escapes().Replace(new string(text), escape => escape.Groups["columns"] is { Success: true } columns ? new string(' ', int.Parse(columns.ValueSpan, CultureInfo.InvariantCulture)) : "");

    [GeneratedRegex(@"\x1b\[(?<columns>[0-9]{1,2})C|\x1b\[[0-9;?]{0,16}[A-Za-z]|\^\[\[[0-9;]{0,16}[mK]|\x1b[()][A-Z0-9]|\x1b\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)|[\r\0\x1b]")]
    private static partial Regex Escapes();

    // Markdown, and what makes it of pages, escapes signs that mean something there. Paths of ACPI begin with "\_SB", in capitals.
    [GeneratedRegex(@"(?<=[A-Za-z0-9_])\\(?<sign>_)|\\(?<sign>_)(?=\\_|[a-z]|R[CMNXY]|ZN)|\\(?<sign>[*#<>\[\]+~`])")]
    private static partial Regex Escaped();

    // Colours of words on a page.
    [GeneratedRegex("</?(?:span|font|mark|strong|em)(?: [^<>]{0,200})?>")]
    private static partial Regex Highlighting();

    // The end of a colour has lost its escape where it was shown.
    [GeneratedRegex(@"(?:\^?\[?\[[0-9;]{0,8}m)+$", RegexOptions.RightToLeft)]
    private static partial Regex ShownColour();

    [GeneratedRegex(@"(?:</(?:pre|code|p|div|td|span|tt|blockquote)>|<br ?/?>|\]\]>|`{1,3})+$", RegexOptions.RightToLeft)]
    private static partial Regex Closing();

    [GeneratedRegex(@"^(?:\[[^\[\]]{1,40}\])?[^\[]{1,120}(?=\[ *\d{1,8}\.\d{6}\](?:\[ *[CT]\d+\])? )")]
    private static partial Regex Glued();

    // The time of day alone, and tags: programs and chats put them before their lines too.
    [GeneratedRegex(@"^(?:\[?[\d:.,TZ+ -]+\]? ?$|</?[a-z])")]
    private static partial Regex Anybodys();

    [GeneratedRegex("&(?:lt|gt|amp|quot|apos|nbsp|#[0-9]{1,5}|#[xX][0-9a-fA-F]{1,4});")]
    private static partial Regex Entities();
}
