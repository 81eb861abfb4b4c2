using System.Text;
using KB.Indexer.Bisections;
using KB.Site.Pages;
using KB.Site.Pages.Shared;

namespace KB.Site.Api;

/// <summary>A bisection as plain text.</summary>
internal static class BisectionText
{
    /// <summary>The outcome and what speaks against it, what to test next, the crash titles, and one line a revision.</summary>
    public static string Plain(Bisection bisection)
    {
        var text = new StringBuilder();
        text.Append($"{bisection.Mode} bisection of {bisection.Start}{(BisectionWords.Compiler(bisection) is { } compiler ? $", {compiler}" : "")}\n");
        text.Append($"result:  {bisection.Result.Kind} {bisection.Result.Commit} {bisection.Result.Title}{bisection.Result.Error?.Split('\n')[0]}".TrimEnd()).Append('\n');
        text.Append(bisection.Trust is { } trust ? $"trust:   {trust:0.00}, {BisectionWords.TrustOf(bisection.Result)}\n" : "");
        string?[] doubts = [BisectionWords.DifferentEnd(bisection), .. bisection.Reasons, bisection.Suspect is { } suspect ? $"first test in doubt: {suspect.Release ?? RunWords.Short(suspect.Commit)}, {suspect.Why}" : null];
        text.AppendJoin("", doubts.OfType<string>().Select(doubt => $"  - {doubt}\n"));
        Append(text, "What to test next",
        [
            .. bisection.RunsNeeded is { } needed ? [$"runs without a crash that make a good verdict 99 % sure: {needed}"] : Array.Empty<string>(),
            .. bisection.Retests.Select(retest => $"{retest.Release} {RunWords.Short(retest.Commit)}: {retest.Why}".TrimStart()),
        ]);
        Append(text, "Where the name changes", bisection.TitleChanges.Select(change => $"{change.From} becomes {change.To} between {RunWords.Short(change.Newer)} and {RunWords.Short(change.Older)}"));
        Append(text, "Crash titles (runs, revisions, first, last, probability of being the same bug)",
            bisection.CrashTitles.Select(title => $"{title.Runs,4} {title.Revisions,3}  {RunWords.Short(title.First),-12} {RunWords.Short(title.Last),-12} {title.SameBug,4:0.00}  {title.Title}"));
        Append(text, "Revisions", bisection.Revisions.Select((revision, i) => $"{i + 1,3} {RunWords.Short(revision.Commit),-12} {revision.Verdict ?? "-",-5} {revision.Release ?? revision.Title ?? revision.Role,-8} {RunWords.Of(revision)}"));
        return bisection.FinalCrash is { } final ? text.Append($"\nCrash at the end of the log: {final.Title}\n\n{final.Report?.Text}").ToString() : text.ToString();
    }

    private static void Append(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        List<string> all = [.. lines];
        if (all.Count > 0)
        {
            text.Append($"\n{heading}\n").AppendJoin("", all.Select(line => $"  {line}\n"));
        }
    }
}
