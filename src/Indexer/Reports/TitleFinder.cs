using System.Text;
using System.Text.RegularExpressions;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>What the rule table says of a report.</summary>
/// <param name="Format">The row; null when none fits and the title is the announcement as printed.</param>
/// <param name="Title">Crash title.</param>
/// <param name="AltTitles">Other titles of the same crash.</param>
/// <param name="Frame">The function that the title blames.</param>
/// <param name="Doubt">Why the title may be wrong; null when it is not.</param>
internal sealed record TitleFound(OopsFormat? Format, string Title, IReadOnlyList<string> AltTitles, string? Frame, string? Doubt);

/// <summary>Finds the row of the rule table that a report belongs to, and fills in its title.</summary>
internal static class TitleFinder
{
    /// <summary>Stands for the guilty frame when none was found.</summary>
    public const string NoFrame = "corrupted";

    /// <summary>An announcement of unknown form is a crash only with a stack: with a head of one, or with so many frames.</summary>
    private const int FewFrames = 3;

    /// <summary>The title of a report given as its lines; null when no line announces anything.</summary>
    public static TitleFound? Find(OopsFamily family, List<string> lines)
    {
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
            var words = new Dictionary<string, string>(StringComparer.Ordinal);
            Collect(words, match);
            found = HasDetails(format, lines, at, words) ? Fill(format, lines, at, words) : null;
        }

        return start == int.MaxValue ? null : found ?? AsPrinted(family, lines[at], "the announcement is there but not what follows it");
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
        if (format.Stack is { } stack)
        {
            (FrameNames? guilty, string? stackDoubt) = GuiltyFrame.Find(stack, lines, at);
            doubt ??= stackDoubt;
            words["frame2"] = GuiltyFrame.FindSecond(stack, lines, at) ?? NoFrame;
            names = guilty ?? new FrameNames(NoFrame, []);
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

        return new TitleFound(format, title, others, format.Stack is null ? words.GetValueOrDefault("function") : names.Name, doubt);
    }

    private static TitleFound AsPrinted(OopsFamily family, string line, string? doubt)
    {
        string title = line[line.IndexOf(family.Trigger, StringComparison.Ordinal)..].TrimEnd();
        return new TitleFound(null, TitleText.Sanitize(title), [], null, doubt ?? (family.UnknownIsDoubtful ? "no known form of this announcement" : null));
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

    private static string Text(string template, Dictionary<string, string> words, string frame)
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
            text.Append(name == "frame" ? frame : words.GetValueOrDefault(name, NoFrame));
            i = end;
        }

        return text.ToString();
    }
}
