using System.Text.RegularExpressions;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>The name of a frame in a title, and other spellings of it that other kernels print.</summary>
internal sealed record FrameNames(string Name, IReadOnlyList<string> Others)
{
    public static readonly FrameNames None = new("", []);
}

/// <summary>Whom a report blames.</summary>
/// <param name="Frame">The guilty frame; null when there is none.</param>
/// <param name="Former">Frames that older rules blamed, see <see cref="FormerFrames"/>; may hold the guilty one.</param>
/// <param name="Doubt">Why the frame may be wrong; null when it is not.</param>
internal sealed record Blame(FrameNames? Frame, IReadOnlyList<string> Former, string? Doubt);

/// <summary>Walks down a report and picks the frame to blame.</summary>
internal static partial class GuiltyFrame
{
    private const string NoFrames = "no frames extracted";

    /// <summary>Whom the report blames whose announcement is line <paramref name="at"/>.</summary>
    public static Blame Find(StackSearch search, List<string> lines, int at)
    {
        FunctionSet? never = NeverGuilty.Of(search);
        string[] former = search.Former is { } elsewhere && Judge(elsewhere.Choice, Walk(elsewhere.Steps, lines, at), never).Frame is { } other ? [other.Name] : [];
        Blame blame = new(null, former, null);
        for (StackSearch? each = search; each is not null && blame.Frame is null; each = each.Else)
        {
            (List<string> Frames, string?) walked = Walk(each.Steps, lines, at);
            Blame next = Judge(each.Choice, walked, never);
            string? doubt = each.Settled is { } settled && walked.Frames.Exists(settled.IsMatch) ? null : each.Doubt;
            blame = new Blame(next.Frame, [.. blame.Former, .. next.Former], next.Doubt ?? doubt);
        }

        // Some architectures print frames without a head of the stack.
        if (blame.Frame is null && !lines.Exists(FrameLines.IsStackStart))
        {
            Blame headless = Judge(search.Choice, Walk([Marks.Frames], lines[at..].FindAll(line => FrameLines.HasOffset(line)), 0), never);
            return headless with { Former = [.. blame.Former, .. headless.Former] };
        }

        return blame;
    }

    /// <summary>The second frame that the title names; null when there is none.</summary>
    public static string? FindSecond(StackSearch search, List<string> lines, int at) =>
        search.SecondFrame.Count == 0 ? null : Judge(FrameChoice.First, Walk(search.SecondFrame, lines, at), NeverGuilty.Of(search)).Frame?.Name;

    private static Blame Judge(FrameChoice choice, (List<string> Frames, string? Doubt) walked, FunctionSet? never)
    {
        List<string> candidates = walked.Frames.FindAll(frame => !NeverGuilty.Always.Contains(frame) && never?.Contains(frame) != true);
        FrameNames? chosen = FrameChooser.Choose(choice, candidates);
        return new Blame(chosen, FormerFrames.Of(choice, walked.Frames, never), chosen is null ? NoFrames : walked.Doubt);
    }

    /// <summary>The frames that the steps lead to, innermost first.</summary>
    private static (List<string> Frames, string? Doubt) Walk(IReadOnlyList<Regex?> steps, List<string> lines, int at)
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

                    Add(frames, match);
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
                    Add(frames, next);
                    step++;
                    at++;
                    break;
                }

                if (FrameLines.Match(line) is { } frame)
                {
                    Add(frames, frame);
                }
            }
        }

        return (frames, doubt);
    }

    private static void Add(List<string> frames, Match match) => frames.AddRange(match.Groups["frame"].Captures.Select(capture => capture.Value));

    // Fault injection prints its own stack, often in the middle of the crash that it provoked.
    [GeneratedRegex(@"^(?: \[<?(?:0x)?[0-9a-f]+>?\])? should_fail(?:slab)?(?:\.[a-z0-9.]+)?\+0x")]
    private static partial Regex Intermixed();
}
