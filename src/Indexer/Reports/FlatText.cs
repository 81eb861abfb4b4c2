using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>Console text that went through a field of one line: a browser puts a blank where each line ended, a program <c>\n</c>, a page <c>&lt;br&gt;</c>.</summary>
public static partial class FlatText
{
    /// <summary>Marks that make one long line a folded report: fewer may stand in a sentence about a crash.</summary>
    private const int FewestBreaks = 3;

    /// <summary>The text with its lines as the kernel prints them; the same text when it has lines, or is no folded report.</summary>
    public static string Unfold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        if (trimmed.Contains('\n', StringComparison.Ordinal))
        {
            return text;
        }

        Regex breaks = WrittenBreak().Count(trimmed) >= FewestBreaks ? WrittenBreak()
            : TimeStamp().Count(trimmed) >= FewestBreaks ? TimeStamp()
            : LineStart();
        return breaks.Count(trimmed) < FewestBreaks ? text : breaks.Replace(trimmed, match => "\n" + match.Groups["line"].Value);
    }

    [GeneratedRegex(@"(?:\\r)?\\n|<br ?/?>")]
    private static partial Regex WrittenBreak();

    // One blank before a line, however many there are: each place is looked at once.
    // [   12.345678] or <4>[   12.345678][  T123]
    [GeneratedRegex(@"\s(?<line>(<\d>)?\[ *\d{1,7}\.\d{6}\])", RegexOptions.ExplicitCapture)]
    private static partial Regex TimeStamp();

    // A frame, unless its line announces or explains it ("in f+0x1/0x2", "RIP: 0010:f+0x1/0x2"), and the heads of the other lines of a report.
    [GeneratedRegex(@"(?<! in| at|by|RIP:|to|BUG:|WARNING:)\s(?<line>(\? |\[<[0-9a-f]{8,16}>\] (\? )?)?[A-Za-z_][\w.$]*\+0x[0-9a-f]+/0x[0-9a-f]+|(BUG|WARNING|INFO|KASAN|UBSAN|RIP|RSP|RAX|RDX|RBP|R10|R13|CPU|Code|CR2|FS|Oops|Modules linked in|Hardware name|Call Trace|Call trace|Workqueue|Kernel panic - not syncing|Allocated by task|Freed by task|Read of size|Write of size|The buggy address|Memory state|pc|lr|sp|general protection fault)(:| \w)|</?(TASK|IRQ|NMI)>|---\[ end trace|=====)", RegexOptions.ExplicitCapture)]
    private static partial Regex LineStart();
}
