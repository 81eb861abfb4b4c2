using System.Text;
using System.Text.RegularExpressions;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>What the rule table says of a report.</summary>
/// <param name="Format">The row; null when none fits and the title is the announcement as printed.</param>
/// <param name="Title">Crash title.</param>
/// <param name="AltTitles">Other titles of the same crash.</param>
/// <param name="FormerTitles">Titles of the same crash by older rules.</param>
/// <param name="Frame">The function that the title blames.</param>
/// <param name="Doubt">Why the title may be wrong; null when it is not.</param>
internal sealed record TitleFound(OopsFormat? Format, string Title, IReadOnlyList<string> AltTitles, IReadOnlyList<string> FormerTitles, string? Frame, string? Doubt);

/// <summary>Finds the row of the rule table that a report belongs to, and fills in its title.</summary>
internal static class TitleFinder
{
    /// <summary>Stands for the guilty frame when none was found.</summary>
    public const string NoFrame = "corrupted";

    /// <summary>An announcement of unknown form is a crash only with a stack: with a head of one, or with so many frames.</summary>
    private const int FewFrames = 3;

    /// <summary>Lines from the announcement on among which the one is that must follow it: registers stand in between.</summary>
    private const int FollowsWithin = 24;

    /// <summary>Former titles of one report: more are more noise than help.</summary>
    private const int MostFormer = 4;

    /// <summary>The title of a report given as its lines; null when no line announces anything.</summary>
    public static TitleFound? Find(OopsFamily family, List<string> lines)
    {
        if (family.FollowedBy is { } next && !lines.Take(FollowsWithin).Any(next.IsMatch))
        {
            return null;
        }

        for (int at = 0; at < lines.Count; at++)
        {
            if (!lines[at].Contains(family.Trigger, StringComparison.Ordinal))
            {
                continue;
            }

            if (InLine(family, lines, at) is { } found)
            {
                return found;
            }
        }

        if (!lines.Exists(FrameLines.IsStackStart) && lines.Count(line => FrameLines.Match(line) is not null) < FewFrames)
        {
            return null;
        }

        int announcement = lines.FindIndex(line => line.Contains(family.Trigger, StringComparison.Ordinal));
        return announcement < 0 ? null : AsPrinted(family, lines[announcement], null);
    }

    private static TitleFound? InLine(OopsFamily family, List<string> lines, int at)
    {
        int start = int.MaxValue;
        TitleFound? found = null;
        foreach (OopsFormat format in family.Formats)
        {
            if (!lines[at].Contains(format.Header, StringComparison.Ordinal))
            {
                continue;
            }

            Match match = format.Opening.Match(lines[at]);
            if (!match.Success || match.Index > start || (match.Index == start && found is not null))
            {
                continue;
            }

            start = match.Index;
            var words = new Dictionary<string, string>(StringComparer.Ordinal) { ["announcement"] = lines[at][match.Index..] };
            Collect(words, match);
            AddFunction(words, format, lines, at);
            found = HasDetails(format, lines, at, words) ? Fill(format, lines, at, words) : null;
        }

        return start == int.MaxValue ? null : found ?? AsPrinted(family, lines[at], "the announcement is there but not what follows it");
    }

    /// <summary>A symbolizer repeats the announcement for each function inlined into the one that the kernel named, which stands last.</summary>
    private static void AddFunction(Dictionary<string, string> words, OopsFormat format, List<string> lines, int at)
    {
        const string function = "function";
        for (int next = at + 1; !words.ContainsKey(function) && next < lines.Count && format.Opening.Match(lines[next]) is { Success: true } again; next++)
        {
            if (again.Groups[function] is { Success: true, Value: var name })
            {
                words[function] = name;
            }
        }
    }

    private static bool HasDetails(OopsFormat format, List<string> lines, int at, Dictionary<string, string> words)
    {
        foreach (Regex detail in format.Details)
        {
            Match match = Match.Empty;
            for (; at < lines.Count && !match.Success; at++)
            {
                match = detail.Match(lines[at]);
            }

            if (!match.Success)
            {
                return false;
            }

            Collect(words, match);
        }

        return true;
    }

    private static TitleFound Fill(OopsFormat format, List<string> lines, int at, Dictionary<string, string> words)
    {
        string? doubt = format.Doubtful ? "the report has a form that only cut reports have" : null;
        FrameNames names = FrameNames.None;
        IReadOnlyList<string> formerFrames = [];
        if (format.Stack is { } stack)
        {
            Blame blame = GuiltyFrame.Find(stack, lines, at);
            doubt ??= blame.Doubt;
            formerFrames = blame.Former;
            words["frame2"] = GuiltyFrame.FindSecond(stack, lines, at) ?? NoFrame;
            names = blame.Frame ?? new FrameNames(NoFrame, []);
        }

        string title = TitleText.Sanitize(Text(format.Title, words, names.Name));
        var others = new List<string>();
        foreach (string template in format.AltTitles.Prepend(format.Title))
        {
            foreach (string name in names.Others.Prepend(names.Name))
            {
                string other = TitleText.Sanitize(Text(template, words, name));
                if (other != title && !others.Contains(other))
                {
                    others.Add(other);
                }
            }
        }

        string[] former = [.. Former(format, words, names.Name, formerFrames).Distinct().Where(each => each != title && !others.Contains(each)).Take(MostFormer)];
        return new TitleFound(format, title, others, former, format.Stack is null ? words.GetValueOrDefault("function") : names.Name, doubt);
    }

    /// <summary>Titles by older rules: other words, then other frames.</summary>
    private static IEnumerable<string> Former(OopsFormat format, Dictionary<string, string> words, string guilty, IReadOnlyList<string> frames)
    {
        const string unknown = "\0";
        IEnumerable<string> worded = format.FormerTitles.Select(template => Text(template, words, guilty == NoFrame ? unknown : guilty, unknown));
        return worded.Where(title => !title.Contains(unknown, StringComparison.Ordinal))
            .Concat(frames.Select(frame => Text(format.Title, words, Spellings.Of(frame).Name))).Select(TitleText.Sanitize);
    }

    private static TitleFound AsPrinted(OopsFamily family, string line, string? doubt)
    {
        string title = line[line.IndexOf(family.Trigger, StringComparison.Ordinal)..].TrimEnd();
        return new TitleFound(null, TitleText.Sanitize(title), [], [], null, doubt ?? (family.UnknownIsDoubtful ? "no known form of this announcement" : null));
    }

    private static void Collect(Dictionary<string, string> words, Match match)
    {
        foreach (Group group in match.Groups)
        {
            if (group.Success && group.Name != "0")
            {
                words[group.Name] = group.Value;
            }
        }
    }

    private static string Text(string template, Dictionary<string, string> words, string frame, string unknown = NoFrame)
    {
        var text = new StringBuilder();
        for (int i = 0; i < template.Length; i++)
        {
            int end = template[i] == '{' ? template.IndexOf('}', i) : -1;
            if (end < 0)
            {
                text.Append(template[i]);
                continue;
            }

            string name = template[(i + 1)..end];
            text.Append(name == "frame" ? frame : words.GetValueOrDefault(name, unknown));
            i = end;
        }

        return text.ToString();
    }
}
