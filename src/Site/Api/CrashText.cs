using System.Text;
using KB.Indexer.Reports;
using KB.Indexer.Search;
using KB.Indexer.Trackers;
using KB.Site.Pages;
using KB.Site.Pages.Shared;

namespace KB.Site.Api;

/// <summary>A crash as plain text for terminals and mails, and as Markdown for bug trackers.</summary>
internal static class CrashText
{
    /// <summary>Stands in the place of the similar crashes while they cannot be told.</summary>
    public const string Pending = "The known crashes are being read: ask again in some seconds.";

    /// <summary>Lines of at most 80 columns where the facts allow.</summary>
    public static string Plain(Crash crash)
    {
        var text = new StringBuilder();
        text.Append(crash.Title).Append('\n').Append('=', Math.Min(80, crash.Title.Length)).Append('\n');
        foreach ((string name, string value) in Facts(crash))
        {
            text.Append($"{name + ":",-14}{value}\n");
        }

        foreach (CallStack stack in crash.Report.Stacks)
        {
            text.Append('\n').Append(Trace.Heading(stack.Label, stack.Kind)).Append('\n');
            AppendFrames(text, stack, crash.Report.Frame);
        }

        AppendList(text, "Registers and decoded code", MachineState.Lines(crash.Report));
        AppendList(text, "Similar crashes", crash.SimilarPending ? [Pending] : crash.Similar.SelectMany(Lines));
        AppendList(text, "Bisections", crash.Bisections.Select(row => $"{row.Url}  {row.Title}: {row.Result}{(row.Trust is { } trust ? $", trust {trust:0.00}" : "")}"));
        AppendList(text, "Other titles", crash.OtherTitles);
        AppendList(text, "Former titles", crash.FormerTitles);
        AppendList(text, "Trackers", crash.Trackers.Select(Line));
        AppendList(text, "Discussion", Mail.Of(crash).Select(Line));
        AppendList(text, "Merged, split, decided", crash.Decisions.Select(DecisionWords.Of));
        AppendList(text, "Notes", crash.Articles.Select(article => $"{article.Url}  {article.Title}, {article.Status}"));
        AppendList(text, "Reports", crash.Reports.Select(row => $"{row.Id}  {row.Release}  {row.Arch}  {row.Day:yyyy-MM-dd}  {row.Title}"));
        return text.Append("\nReport\n------\n").Append(crash.Report.Text.TrimEnd('\n')).Append('\n').ToString();
    }

    /// <summary>Headings, a fact list, and the call trace in a fence.</summary>
    public static string Markdown(Crash crash)
    {
        var text = new StringBuilder();
        text.Append($"# {crash.Title}\n\n");
        foreach ((string name, string value) in Facts(crash))
        {
            text.Append($"- {name}: {value}\n");
        }

        foreach (CallStack stack in crash.Report.Stacks)
        {
            text.Append($"\n## {Trace.Heading(stack.Label, stack.Kind)}\n\n```\n");
            AppendFrames(text, stack, crash.Report.Frame);
            text.Append("```\n");
        }

        if (MachineState.Lines(crash.Report) is { Count: > 0 } state)
        {
            text.Append("\n## Registers and decoded code\n\n```\n").AppendJoin("", state.Select(line => line + "\n")).Append("```\n");
        }

        AppendSection(text, "Similar crashes", crash.SimilarPending ? [Pending] : crash.Similar.Select(candidate => $"{candidate.Probability:0.00} [{candidate.Title}]({candidate.Url}): {string.Join("; ", candidate.Reasons)}"));
        AppendSection(text, "Bisections", crash.Bisections.Select(row => $"[{row.Title}]({row.Url}): {row.Result}{(row.Trust is { } trust ? $", trust {trust:0.00}" : "")}"));
        AppendSection(text, "Other titles", crash.OtherTitles);
        AppendSection(text, "Former titles", crash.FormerTitles);
        AppendSection(text, "Trackers", crash.Trackers.Select(Line));
        AppendSection(text, "Discussion", Mail.Of(crash).Select(Line));
        AppendSection(text, "Merged, split, decided", crash.Decisions.Select(DecisionWords.Of));
        AppendSection(text, "Notes", crash.Articles.Select(article => $"[{article.Title}]({article.Url}), {article.Status}"));
        AppendSection(text, "Reports", crash.Reports.Select(row => $"{row.Id}: {row.Title}, {row.Release} {row.Arch} {row.Day:yyyy-MM-dd}".TrimEnd()));
        // A fence longer than any in the report cannot be closed by it.
        string fence = new('`', Math.Max(3, LongestRun(crash.Report.Text) + 1));
        return text.Append($"\n## Report text\n\n{fence}\n{crash.Report.Text.TrimEnd('\n')}\n{fence}\n").ToString();
    }

    private static IEnumerable<(string Name, string Value)> Facts(Crash crash)
    {
        CrashReport report = crash.Report;
        (string, string?)[] facts =
        [
            ("id", crash.Id),
            ("status", crash.Status + (crash.FixedBy is { } fix ? ", fixed by " + fix : "")),
            ("type", report.Type),
            ("subsystem", crash.Subsystem),
            ("seen", $"{crash.Reports.Count} reports{(crash.First is { } first ? $", first {first:yyyy-MM-dd}" : "")}{(crash.Last is { } last ? $", last {last:yyyy-MM-dd}" : "")}"),
            ("kernel", string.Join(' ', new[] { report.Kernel.Release, report.Kernel.Build, report.Kernel.Arch }.OfType<string>())),
            ("task", report.Task is { } task ? $"{task.Comm} pid {task.Pid} CPU {task.Cpu}" : null),
            ("hardware", report.Kernel.Hardware),
            ("guilty", string.Join(' ', new[] { report.Frame, report.GuiltyFile }.Where(part => part is { Length: > 0 }))),
            ("doubt", report.CorruptedReason),
        ];
        return facts.Where(fact => !string.IsNullOrEmpty(fact.Item2)).Select(fact => (fact.Item1, fact.Item2!));
    }

    private static void AppendFrames(StringBuilder text, CallStack stack, string? guilty)
    {
        int column = Math.Min(44, stack.Frames.Select(frame => Trace.Text(frame).Length).DefaultIfEmpty().Max());
        int marked = stack.Kind is StackKind.Crash or StackKind.CallTrace ? Trace.Guilty(stack, guilty) : -1;
        for (int i = 0; i < stack.Frames.Count; i++)
        {
            StackFrame frame = stack.Frames[i];
            string name = Trace.Text(frame);
            text.Append(i == marked ? "> " : "  ").Append(frame.File is null ? name : $"{name.PadRight(column)}  {frame.File}{(frame.Line is { } line ? $":{line}" : "")}").Append('\n');
        }
    }

    private static void AppendList(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        List<string> all = [.. lines];
        if (all.Count > 0)
        {
            text.Append($"\n{heading}\n").Append('-', heading.Length).Append('\n').AppendJoin("", all.Select(line => line + "\n"));
        }
    }

    private static int LongestRun(string text)
    {
        int longest = 0, run = 0;
        foreach (char c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static void AppendSection(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        List<string> all = [.. lines];
        if (all.Count > 0)
        {
            text.Append($"\n## {heading}\n\n").AppendJoin("", all.Select(line => $"- {line}\n"));
        }
    }

    private static IEnumerable<string> Lines(SimilarCrash candidate) =>
        [$"{candidate.Probability:0.00}  {candidate.Url}  {candidate.Title}", .. Reasons.Of(candidate.Reasons).Select(side => $"      {side.Side}: {side.Text}")];

    private static string Line(Mail mail) => $"{mail.Day:yyyy-MM-dd} {(mail.Role.Length > 0 ? mail.Role + ": " : "")}{mail.Subject}{(mail.From.Length > 0 ? ", " + mail.From : "")} <{TrackerTable.Url("lore", mail.MessageId)}>";

    private static string Line(TrackerReference reference) => $"{reference.Tracker} {reference.Id}{(reference.Url is { } url ? $" <{url}>" : "")}";
}
