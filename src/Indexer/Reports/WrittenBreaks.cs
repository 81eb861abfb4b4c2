using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>The lines of a log that stands in one line, their ends written out: <c>\n</c> in a string of any language, <c>&lt;br&gt;</c>, <c>&amp;#10;</c>, carriage returns, the commas of a list.</summary>
/// <remarks>
/// The ends are marked in place: the characters that stood for one become <see cref="Nothing"/> and <see cref="End"/>, so that no character
/// moves. A line is taken apart only when one of the pieces announces a crash, or when it is longer than any that a kernel prints.
/// </remarks>
internal sealed partial class WrittenBreaks
{
    /// <summary>Ends a line within a line of the text: the vertical tab, which does so on a terminal too.</summary>
    public const char End = '\v';

    /// <summary>Stands where nothing is left of what was written.</summary>
    public const char Nothing = '\0';

    /// <summary>Ends in one line; fewer may stand in a sentence about a crash.</summary>
    private const int FewestBreaks = 3;

    private const string Quotes = "\"'";

    /// <summary>Characters that every kind of end begins with one of.</summary>
    public static readonly SearchValues<char> Signs = SearchValues.Create("\\<&\r\x1b\"'");

    /// <summary>Characters of the longest end.</summary>
    public const int Longest = 32;

    private static readonly WrittenBreaks[] All =
    [
        new("\\n", Escaped()) { _escape = Escape(), _quotes = true, _own = 1 },
        new("|n", Barred()) { _escape = BarEscape() },
        new("<", Tag()),
        new("&#", Reference()) { _quotes = true },
        new("\r", Return()),
        new("\x1b[", Cursor()),
        new(",", Comma()) { _escape = Escape(), _quotes = true, _needsBody = true },
    ];

    /// <summary>Text that every end has.</summary>
    private readonly string _sign;

    private readonly Regex _break;

    /// <summary>Matches other characters that are written out; null for none.</summary>
    private Regex? _escape;

    /// <summary>The log stands between quotes.</summary>
    private bool _quotes;

    /// <summary>Backslashes that an end has in a string that is in no other.</summary>
    private int _own;

    /// <summary>What ends lines may also part the columns of a table, of which one has what the kernel printed.</summary>
    private bool _needsBody;

    private WrittenBreaks(string sign, Regex ends) => (_sign, _break) = (sign, ends);

    /// <summary>How the lines within the line end; null for a line that is one.</summary>
    /// <param name="line">The line, or as much of an endless one as is known.</param>
    public static WrittenBreaks? Of(ReadOnlySpan<char> line)
    {
        if (line.IndexOfAny(Signs) < 0)
        {
            return null;
        }

        foreach (WrittenBreaks kind in All)
        {
            if (kind.IsReport(line))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>Marks the ends in a line, or in the next part of it, and undoes what else was written of its characters.</summary>
    public void Mark(Span<char> line, bool isBeginning)
    {
        int first = -1, behind = 0, depth = 0;
        foreach (ValueMatch match in _break.EnumerateMatches(line))
        {
            Span<char> end = line.Slice(match.Index, match.Length);
            (first, depth) = first < 0 ? (match.Index, end.Length - end.TrimStart('\\').Length) : (first, depth);
            behind = match.Index + match.Length;
            end.Clear();
            end[^1] = End;
        }

        if (_quotes && isBeginning && first >= 0)
        {
            MarkQuotes(line, first, behind, Math.Max(0, depth - _own));
        }

        if (_escape is not null)
        {
            Unescape(line, _escape);
        }
    }

    /// <summary>A line that stood between quotes.</summary>
    public static string Unescape(string line)
    {
        char[] own = line.ToCharArray();
        Unescape(own.AsSpan(), Escape());
        return new string(own).Replace(Nothing.ToString(), "", StringComparison.Ordinal);
    }

    private static void Unescape(Span<char> line, Regex escape)
    {
        foreach (ValueMatch match in escape.EnumerateMatches(line))
        {
            Span<char> written = line.Slice(match.Index, match.Length);
            char sign = written[^1];
            int hex = written.LastIndexOfAny('u', 'x') + 1;
            char meant = hex > 0 ? (char)int.Parse(written[hex..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : sign switch { 't' => '\t', 'r' or '|' => Nothing, _ => sign };
            written.Clear();
            written[^1] = meant;
        }
    }

    /// <summary>What stands before the string, and behind it, are lines of their own; quotes within it have more backslashes before them.</summary>
    private static void MarkQuotes(Span<char> line, int first, int behind, int depth)
    {
        // The quote that opens the string is not closed before the string goes on in its second line.
        string closed = "";
        for (int open = first - 1; open >= 0 && closed.Length < Quotes.Length; open--)
        {
            char quote = line[open];
            if (!Quotes.Contains(quote, StringComparison.Ordinal) || closed.Contains(quote, StringComparison.Ordinal) || Backslashes(line[..open]) != depth)
            {
                continue;
            }

            if (!Opens(line[..(open - depth)]))
            {
                closed += quote;
                continue;
            }

            line[open] = End;
            for (int close = behind; close < line.Length; close++)
            {
                if (line[close] == quote && Backslashes(line[behind..close]) == depth)
                {
                    line[close] = End;
                    return;
                }
            }

            return;
        }
    }

    /// <summary>True when a quote behind this opens a string: no word ends there, but for the letter that some languages put before one.</summary>
    private static bool Opens(ReadOnlySpan<char> before)
    {
        return before is [.., var last] && last is 'b' or 'u' or 'r' ? before is [_] || !char.IsLetterOrDigit(before[^2]) : before.Length == 0 || !char.IsLetterOrDigit(before[^1]);
    }

    private static int Backslashes(ReadOnlySpan<char> before) => before.Length - before.TrimEnd('\\').Length;

    private bool IsReport(ReadOnlySpan<char> line)
    {
        if (!line.Contains(_sign, StringComparison.Ordinal) || _break.Count(line) < FewestBreaks)
        {
            return false;
        }

        int start = 0;
        bool announces = false, hasBody = !_needsBody;
        foreach (ValueMatch match in _break.EnumerateMatches(line))
        {
            Look(line[start..match.Index], ref announces, ref hasBody);
            start = match.Index + match.Length;
            if (announces && hasBody)
            {
                return true;
            }
        }

        Look(line[start..], ref announces, ref hasBody);
        return (announces && hasBody) || line.Length >= LineSource.LongestLine;
    }

    private static void Look(ReadOnlySpan<char> piece, ref bool announces, ref bool hasBody)
    {
        bool isTrigger = Triggers.IndexIn(piece) >= 0;
        announces |= isTrigger;
        hasBody = hasBody || (!isTrigger && (FrameLines.HasOffset(piece) || FrameLines.MayStartStack(piece)));
    }

    // Escaped as often as strings stand in strings; a list of lines that keep their ends has commas and quotes between them.
    [GeneratedRegex(@"(?:\\{1,8}r)?\\{1,8}n(?:\\{0,8}[""']\s?, ?b?\\{0,8}[""'])?")]
    private static partial Regex Escaped();

    // TeamCity escapes by bars.
    [GeneratedRegex(@"(?:\|r)?\|n|\bdetails='|'\]\z")]
    private static partial Regex Barred();

    [GeneratedRegex(@"\|(?=['\[\]|])")]
    private static partial Regex BarEscape();

    [GeneratedRegex(@"\\{1,8}(?:[""'/tr]|u00[0-7][0-9a-fA-F]|x[0-7][0-9a-fA-F])")]
    private static partial Regex Escape();

    // Also the cells of a table.
    [GeneratedRegex(@"<br ?/?>|</?t[dr](?: [^<>]{0,80})?>|\A\| | \|\z", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex("(?:&#(?:13|x0?d);)?&#(?:10|x0?a);", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    // To a place on the screen, or down by lines.
    [GeneratedRegex(@"\x1b\[(?:\d{1,4};\d{1,4}[Hf]|\d{0,4}[BE])\r?")]
    private static partial Regex Cursor();

    [GeneratedRegex(@"\r(?![\r\n]|\z)")]
    private static partial Regex Return();

    [GeneratedRegex(@"\\{0,8}[""']\s?, ?b?\\{0,8}[""']")]
    private static partial Regex Comma();
}
