using System.Text.RegularExpressions;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>Tells whether a report is whole.</summary>
internal static partial class Doubts
{
    /// <summary>A head of a stack stands there without a frame below it.</summary>
    public const string NoFramesInStack = "no frames in a stack trace";

    /// <summary>The announcement is the last of the text, and no end of line follows it.</summary>
    public const string CutInAnnouncement = "the text ends in the first line of the report";

    /// <summary>So many frames without a head make a stack.</summary>
    private const int FewBareFrames = 3;

    /// <summary>Last line of a sanitizer's report.</summary>
    private const string Bar = "==========";

    /// <summary>First line of a warning.</summary>
    private const string Cut = "[ cut here ]";

    /// <summary>Why a report with this title is doubtful; null when it is not.</summary>
    public static string? Of(TitleFound found, List<string> lines)
    {
        if (PrintkTime().IsMatch(found.Title))
        {
            return "the title has the time of another line in it";
        }

        if (IsInterrupted(lines))
        {
            return "another report begins before this one ends";
        }

        if (found.Format is { StackOptional: true })
        {
            return null;
        }

        int[] heads = Heads(lines);
        if (Array.Exists(heads, head => !HasFrame(lines, head)))
        {
            return NoFramesInStack;
        }

        return heads.Length > 0 || lines.Count(FrameLines.IsBare) >= FewBareFrames ? null : "no stack trace in the report";
    }

    /// <summary>True for a sanitizer's report, framed by bars of <c>=</c>, into which the kernel printed a warning: the stacks of both are mixed.</summary>
    private static bool IsInterrupted(List<string> lines)
    {
        int start = lines.FindIndex(line => line.Contains("BUG: K", StringComparison.Ordinal) && Sanitizer().IsMatch(line));
        int end = start < 0 ? -1 : lines.FindIndex(start, line => line.StartsWith(Bar, StringComparison.Ordinal));
        return end >= 0 && lines.FindIndex(start, end - start, line => line.Contains(Cut, StringComparison.Ordinal)) >= 0;
    }

    /// <summary>Of each kind of stack the first head.</summary>
    private static int[] Heads(List<string> lines)
    {
        int[] may = [.. Enumerable.Range(0, lines.Count).Where(i => FrameLines.MayStartStack(lines[i]))];
        return [.. FrameLines.StackStarts.SelectMany(start => may.Where(i => start.IsMatch(lines[i])).Take(1))];
    }

    private static bool HasFrame(List<string> lines, int head)
    {
        for (int i = head + 1; i < head + FrameLines.FirstFrameWithin && i < lines.Count; i++)
        {
            if (lines[i].Contains("(stack is not available)", StringComparison.Ordinal) || FrameLines.Match(lines[i]) is not null)
            {
                return true;
            }

            if (FrameLines.IsStackStart(lines[i]))
            {
                return false;
            }
        }

        return false;
    }

    [GeneratedRegex("BUG: K(?:A|M|C)SAN:|BUG: KFENCE:")]
    private static partial Regex Sanitizer();

    [GeneratedRegex(@"\[ *[0-9]+\.[0-9]+\]")]
    private static partial Regex PrintkTime();
}
