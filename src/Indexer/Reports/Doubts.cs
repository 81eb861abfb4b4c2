using System.Text.RegularExpressions;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>Tells whether a report is whole.</summary>
internal static partial class Doubts
{
    /// <summary>A head of a stack stands there without a frame below it.</summary>
    public const string NoFramesInStack = "no frames in a stack trace";

    /// <summary>So many frames without a head make a stack.</summary>
    private const int FewBareFrames = 3;

    /// <summary>Why a report with this title is doubtful; null when it is not.</summary>
    public static string? Of(TitleFound found, List<string> lines)
    {
        if (PrintkTime().IsMatch(found.Title))
        {
            return "the title has the time of another line in it";
        }

        if (found.Format is { StackOptional: true })
        {
            return null;
        }

        bool any = false;
        foreach (Regex start in FrameLines.StackStarts)
        {
            int head = lines.FindIndex(start.IsMatch);
            if (head < 0)
            {
                continue;
            }

            if (!HasFrame(lines, head))
            {
                return NoFramesInStack;
            }

            any = true;
        }

        return any || lines.Count(BareFrame().IsMatch) >= FewBareFrames ? null : "no stack trace in the report";
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

    // RISC-V and MIPS print the frames without a head.
    [GeneratedRegex(@"^ ?\[<[0-9a-f]{8,16}>\] [a-zA-Z_]")]
    private static partial Regex BareFrame();

    [GeneratedRegex(@"\[ *[0-9]+\.[0-9]+\]")]
    private static partial Regex PrintkTime();
}
