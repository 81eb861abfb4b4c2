namespace KB.Indexer.Bisections;

/// <summary>Finds the lines of a bisection log in a text: alone, below other text, quoted in a mail, with the time before each message.</summary>
internal static class LogText
{
    /// <summary>Mail clients break lines near 72 characters; only a line of about this length may have been broken.</summary>
    private const int ShortestBroken = 50;
    private const int LongestBroken = 100;

    private static readonly string[] Openings =
    [
        "bisecting cause commit starting from ", "bisecting fixing commit since ",
        "searching for guilty commit starting from ", "searching for fixing commit since ",
    ];

    /// <summary>Lines that name what they speak of, so that a mail's broken second half belongs to them.</summary>
    private static readonly string[] Breakable = ["run #", "all runs: ", "[", "first bad commit: "];

    /// <summary>True when the text holds a bisection log, or the middle of one whose head was cut off.</summary>
    public static bool HasLog(string text) => FindOpening(text) >= 0;

    /// <summary>The lines of the first log, quotation removed, numbered as in the text; empty when there is none.</summary>
    public static IEnumerable<(int Number, string Line)> Lines(string text)
    {
        int opening = FindOpening(text);
        if (opening < 0)
        {
            yield break;
        }

        int lineStart = opening == 0 ? 0 : text.LastIndexOf('\n', opening - 1) + 1;
        string prefix = text[lineStart..opening];
        int timeLength = TimeLength(prefix);
        string quote = prefix[..^timeLength];
        lineStart = WithBanner(text, lineStart);
        IEnumerable<(int, string)> lines = Physical(text, lineStart);
        foreach ((int number, string line) in quote.Length == 0 ? lines : Unquoted(lines, quote))
        {
            yield return (number, timeLength > 0 && TimeLength(line) is > 0 and int time && time <= line.Length ? line[time..] : line);
        }
    }

    private static int FindOpening(string text)
    {
        int first = -1;
        foreach (string opening in Openings)
        {
            int at = FindAtLineStart(text, opening);
            first = at >= 0 && (first < 0 || at < first) ? at : first;
        }

        bool ran = first < 0 && (text.Contains("all runs: ", StringComparison.Ordinal) || text.Contains("run #", StringComparison.Ordinal));
        return ran ? FindAtLineStart(text, "testing commit ") : first;
    }

    /// <summary>Where the words stand with a hash behind them and nothing but quotation or a time before them on their line.</summary>
    private static int FindAtLineStart(string text, string words)
    {
        for (int at = text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            int lineStart = at == 0 ? 0 : text.LastIndexOf('\n', at - 1, Math.Min(at, LongestBroken)) + 1;
            ReadOnlySpan<char> before = text.AsSpan(lineStart, at - lineStart);
            int hash = at + words.Length;
            bool quotedOnly = at - lineStart < LongestBroken && before[..^TimeLength(before)].Trim("> |\t").IsEmpty;
            if (quotedOnly && text.Length >= hash + LogLines.HashLength && LogLines.TryHash(text.Substring(hash, LogLines.HashLength), out _, out _))
            {
                return at;
            }
        }

        return -1;
    }

    private static int WithBanner(string text, int lineStart)
    {
        if (lineStart == 0)
        {
            return lineStart;
        }

        int previous = lineStart < 2 ? 0 : text.LastIndexOf('\n', lineStart - 2) + 1;
        return text.AsSpan(previous, lineStart - previous).Contains(" starts bisection ", StringComparison.Ordinal) ? previous : lineStart;
    }

    private static IEnumerable<(int Number, string Line)> Physical(string text, int start)
    {
        int number = 1 + text.AsSpan(0, start).Count('\n');
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            yield return (number++, text[start..end].Replace("\r", "", StringComparison.Ordinal));
            start = end + 1;
        }
    }

    /// <summary>Takes the quotation off, and joins what mail clients broke; the log ends where the quotation does.</summary>
    private static IEnumerable<(int Number, string Line)> Unquoted(IEnumerable<(int Number, string Line)> lines, string quote)
    {
        (int Number, string Line)? held = null;
        foreach ((int number, string line) in lines)
        {
            bool quoted = line.StartsWith(quote, StringComparison.Ordinal);
            string text = quoted ? line[quote.Length..] : line;
            if (!quoted && line.Trim().Length > 0 && line.TrimEnd() != quote.TrimEnd() && !(held is { } last && IsBroken(last.Line)))
            {
                break;
            }

            if (!quoted && line.TrimEnd() == quote.TrimEnd())
            {
                text = "";
            }

            if (held is { } before && text.Trim().Length > 0 && IsBroken(before.Line) && !LogLines.Fits(text))
            {
                held = (before.Number, before.Line + " " + text.Trim());
                continue;
            }

            if (held is { } ready)
            {
                yield return ready;
            }

            held = (number, text);
        }

        if (held is { } rest)
        {
            yield return rest;
        }
    }

    private static bool IsBroken(string line) =>
        line.Length is >= ShortestBroken and <= LongestBroken
        && Array.Exists(Breakable, opening => line.StartsWith(opening, StringComparison.Ordinal));

    /// <summary>Length of a time at the end of what stands before a message: <c>02-Jan-2006 15:04:05: </c> or <c>2006/01/02 15:04:05 </c>; 0 without one.</summary>
    private static int TimeLength(ReadOnlySpan<char> text)
    {
        foreach (string shape in (ReadOnlySpan<string>)["00-Aaa-0000 00:00:00: ", "0000/00/00 00:00:00 "])
        {
            if (HasShape(text, shape))
            {
                return shape.Length;
            }
        }

        return 0;
    }

    private static bool HasShape(ReadOnlySpan<char> text, string shape)
    {
        if (text.Length < shape.Length)
        {
            return false;
        }

        for (int i = 0; i < shape.Length; i++)
        {
            bool fits = shape[i] switch
            {
                '0' => char.IsAsciiDigit(text[i]),
                'A' or 'a' => char.IsAsciiLetter(text[i]),
                _ => text[i] == shape[i],
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }
}
