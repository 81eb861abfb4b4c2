using System.Text;
using KB.Indexer.Bisections;
using KB.Site.Pages.Shared;

namespace KB.Site.Api;

/// <summary>A bisection as plain text.</summary>
internal static class BisectionText
{
    /// <summary>The outcome, the crash titles, and one line a revision.</summary>
    public static string Plain(Bisection bisection)
    {
        var text = new StringBuilder();
        text.Append($"{bisection.Mode} bisection of {bisection.Start}\n");
        text.Append($"result:  {bisection.Result.Kind} {bisection.Result.Commit} {bisection.Result.Title}{bisection.Result.Error?.Split('\n')[0]}\n");
        text.Append($"trust:   {bisection.Trust:0.00}\n");
        foreach (string reason in bisection.Reasons)
        {
            text.Append($"  - {reason}\n");
        }

        text.Append("\nCrash titles (runs, revisions, first, last, probability of being the same bug)\n");
        foreach (CrashTitleCount title in bisection.CrashTitles)
        {
            text.Append($"  {title.Runs,4} {title.Revisions,3}  {RunWords.Short(title.First),-12} {RunWords.Short(title.Last),-12} {title.SameBug,4:0.00}  {title.Title}\n");
        }

        text.Append("\nRevisions\n");
        for (int i = 0; i < bisection.Revisions.Count; i++)
        {
            Revision revision = bisection.Revisions[i];
            text.Append($"  {i + 1,3} {RunWords.Short(revision.Commit),-12} {revision.Verdict ?? "-",-5} {revision.Release,-8} {RunWords.Of(revision)}\n");
        }

        return bisection.FinalCrash is { } final ? text.Append($"\nCrash at the end of the log: {final.Title}\n\n{final.Report?.Text}").ToString() : text.ToString();
    }
}
