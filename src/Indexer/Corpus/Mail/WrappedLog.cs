using System.Text;
using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Mail;

/// <summary>Puts together the lines of a log that a mail program broke.</summary>
/// <remarks>
/// Mail programs break a line before the word that would stand beyond some 72 columns. A line that the kernel printed shows where it
/// begins (its time, or words that only open lines), so a line without that, behind a line that could not hold its first word, is a rest.
/// </remarks>
internal static partial class WrappedLog
{
    /// <summary>Mail programs break at 72 to 80 columns; a line whose next word would have ended before this was not broken.</summary>
    private const int WrapColumn = 70;

    /// <summary>Pieces of one line: the longest list of modules has some 40.</summary>
    private const int MaxPieces = 60;

    /// <summary>The text with broken lines of logs put together, quote marks of the rests taken off.</summary>
    public static string Join(string text)
    {
        var result = new StringBuilder(text.Length);
        string before = "";
        int pieces = 0;
        foreach (string line in text.Split('\n'))
        {
            (string quote, string content) = Split(line);
            bool isRest = pieces > 0 && pieces < MaxPieces && IsRest(before, quote, content);
            pieces = isRest ? pieces + 1 : Opens(content) ? 1 : 0;
            result.Append(isRest ? " " : result.Length > 0 ? "\n" : "").Append(isRest ? content.TrimStart() : line.TrimEnd('\r'));
            before = line;
        }

        return result.ToString();
    }

    private static bool IsRest(string before, string quote, string content)
    {
        string last = before.TrimEnd();
        if (Taint.IsMatch(last) && Release.IsMatch(content) && quote.TrimEnd() == Split(before).Quote.TrimEnd())
        {
            return true;
        }

        int word = content.AsSpan().TrimStart().IndexOf(' ') is >= 0 and int end ? end : content.Trim().Length;
        return word > 0 && quote.TrimEnd() == Split(before).Quote.TrimEnd() && last.Length + 1 + word > WrapColumn
            && !content.StartsWith(' ') && !Opens(content) && !Own.IsMatch(content);
    }

    private static bool Opens(string content) => Opening.IsMatch(content);

    private static (string Quote, string Content) Split(string line)
    {
        int at = 0, last = line.LastIndexOf('>');
        while (at <= last && line[at] is '>' or ' ')
        {
            at++;
        }

        at = at > 0 && at < line.Length && line[at] == ' ' ? at + 1 : at;
        return (line[..at], line[at..]);
    }

    // The kernel's time, with or without what loggers put before; or the words that open a line of a report.
    [GeneratedRegex(@"\A(?:.{0,60}?\[ *\d{1,8}\.\d{3,6}\]|\w{3} +\d{1,2} \d\d:\d\d:\d\d [\w.-]{1,40} kernel: |<\d>\[|(?:WARNING: CPU: |BUG: |CPU: \d|Pid: \d|Modules linked in|Hardware name|RIP: 0010|NIP |kernel BUG at|Unable to handle|Internal error|Oops|Call Trace|Code: |Workqueue: |task: )|\[[0-9a-f]{8,16}\] \[)")]
    private static partial Regex Opening { get; }

    // "Tainted: G        W" is followed by spaces, among which mail programs break lines too.
    [GeneratedRegex(@"omm: .*(?:Not tainted|Tainted: [A-Z ]{0,40})\z")]
    private static partial Regex Taint { get; }

    [GeneratedRegex(@"\A[A-Z ]{0,40}\d\.\d{1,2}\.\d\S* #\d")]
    private static partial Regex Release { get; }

    // Lines that begin of themselves: registers, frames, signatures, diffs, commands, lists.
    [GeneratedRegex(@"\A(?:[A-Z]{1,4}[0-9]{0,2} ?: |[xr]\d{1,2} ?: |GPR\d|\? |<[/A-Z]|-- ?\z|---|===|[-+*>#|@]|\d+[.)] |On .* wrote:|From: |Subject: |\z|[A-Z][\w-]{2,24}: )")]
    private static partial Regex Own { get; }
}
