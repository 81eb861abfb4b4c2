using System.Text.RegularExpressions;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>The name of a frame in a title, and other spellings of it that other kernels print.</summary>
internal sealed record FrameNames(string Name, IReadOnlyList<string> Others)
{
    public static readonly FrameNames None = new("", []);
}

/// <summary>Walks down a report and picks the frame to blame.</summary>
internal static partial class GuiltyFrame
{
    private const string NoFrames = "no frames extracted";

    /// <summary>The guilty frame of the report whose announcement is line <paramref name="at"/>, and why it may be wrong.</summary>
    public static (FrameNames? Frame, string? Doubt) Find(StackSearch search, List<string> lines, int at)
    {
        FunctionSet? never = search.NeverGuilty.Count == 0 ? null : NeverGuilty.Of(search);
        (FrameNames? frame, string? doubt) = (null, null);
        for (StackSearch? each = search; each is not null && frame is null; each = each.Else)
        {
            (frame, doubt) = Walk(each.Choice, each.Steps, lines, at, never);
            doubt ??= each.Doubt;
        }

        // Some architectures print frames without a head of the stack.
        return frame is null && !lines.Exists(FrameLines.IsStackStart) ? Walk(search.Choice, [Marks.Frames], lines[at..].FindAll(FrameLines.HasOffset), 0, never) : (frame, doubt);
    }

    /// <summary>The second frame that the title names; null when there is none.</summary>
    public static string? FindSecond(StackSearch search, List<string> lines, int at) => search.SecondFrame.Count == 0
        ? null
        : Walk(FrameChoice.First, search.SecondFrame, lines, at, search.NeverGuilty.Count == 0 ? null : NeverGuilty.Of(search)).Frame?.Name;

    private static (FrameNames? Frame, string? Doubt) Walk(FrameChoice choice, IReadOnlyList<Regex?> steps, List<string> lines, int at, FunctionSet? never)
    {
        string? doubt = null;
        var frames = new List<string>();
        for (int step = 0; step < steps.Count; step++)
        {
            for (; at < lines.Count; at++)
            {
                string line = lines[at];
                if (Intermixed().IsMatch(line))
                {
                    doubt ??= "the stack of another event stands in between";
                    at++;
                    break;
                }

                if (steps[step] is { } mark)
                {
                    Match match = mark.Match(line);
                    if (!match.Success)
                    {
                        continue;
                    }

                    Add(frames, match, never);
                    at++;
                    break;
                }

                if (FrameLines.IsStackStart(line))
                {
                    at++;
                    break;
                }

                if (step + 1 < steps.Count && steps[step + 1]!.Match(line) is { Success: true } next)
                {
                    Add(frames, next, never);
                    step++;
                    at++;
                    break;
                }

                if (FrameLines.Match(line) is { } frame)
                {
                    Add(frames, frame, never);
                }
            }
        }

        FrameNames? chosen = FrameChooser.Choose(choice, frames);
        return (chosen, chosen is null ? NoFrames : doubt);
    }

    private static void Add(List<string> frames, Match match, FunctionSet? never)
    {
        foreach (Capture capture in match.Groups["frame"].Captures)
        {
            if (!NeverGuilty.Always.Contains(capture.Value) && never?.Contains(capture.Value) != true)
            {
                frames.Add(capture.Value);
            }
        }
    }

    // Fault injection prints its own stack, often in the middle of the crash that it provoked.
    [GeneratedRegex(@"^(?: \[<?(?:0x)?[0-9a-f]+>?\])? should_fail(?:slab)?(?:\.[a-z0-9.]+)?\+0x")]
    private static partial Regex Intermixed();
}
