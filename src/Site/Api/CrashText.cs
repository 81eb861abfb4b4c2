using System.Text;
using KB.Indexer.Reports;
using KB.Indexer.Search;
using KB.Indexer.Trackers;
using KB.Site.Pages.Shared;

namespace KB.Site.Api;

/// <summary>A crash as plain text for terminals and mails, and as Markdown for bug trackers.</summary>
internal static class CrashText
{
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
            text.Append('\n').Append(stack.Label.Length > 0 ? stack.Label : stack.Kind).Append('\n');
            AppendFrames(text, stack);
        }

        AppendList(text, "Registers and decoded code", MachineState.Lines(crash.Report));
        AppendList(text, "Bisections", crash.Bisections.Select(row => $"{row.Url}  {row.Title}: {row.Result}{(row.Trust is { } trust ? $", trust {trust:0.00}" : "")}"));
        AppendList(text, "Other titles", crash.OtherTitles);
        AppendList(text, "What was said", crash.Replies.Select(reply => $"{reply.Day:yyyy-MM-dd}  {reply.Subject}  {reply.From}  {reply.Url}"));
        AppendList(text, "Trackers", crash.Trackers.Select(Line));
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
            text.Append($"\n## {(stack.Label.Length > 0 ? stack.Label : stack.Kind)}\n\n```\n");
            AppendFrames(text, stack);
            text.Append("```\n");
        }

        if (MachineState.Lines(crash.Report) is { Count: > 0 } state)
        {
            text.Append("\n## Registers and decoded code\n\n```\n").AppendJoin("", state.Select(line => line + "\n")).Append("```\n");
        }

        if (crash.Trackers.Count > 0)
        {
            text.Append("\n## Trackers\n\n").AppendJoin("", crash.Trackers.Select(reference => $"- {Line(reference)}\n"));
        }

        return text.ToString();
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

    private static void AppendFrames(StringBuilder text, CallStack stack)
    {
        int column = Math.Min(44, stack.Frames.Select(frame => Trace.Text(frame).Length).DefaultIfEmpty().Max());
        foreach (StackFrame frame in stack.Frames)
        {
            string name = Trace.Text(frame);
            text.Append(' ').Append(frame.File is null ? name : $"{name.PadRight(column)}  {frame.File}{(frame.Line is { } line ? $":{line}" : "")}").Append('\n');
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

    private static string Line(TrackerReference reference) => $"{reference.Tracker} {reference.Id}{(reference.Url is { } url ? $" <{url}>" : "")}";
}
