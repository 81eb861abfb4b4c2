using KB.Indexer.Bisections;

namespace KB.Site.Pages;

/// <summary>What a bisection found, in sentences.</summary>
internal static class BisectionWords
{
    /// <summary>How it ended.</summary>
    public static string Outcome(BisectionResult result) => result.Kind switch
    {
        "culprit" => $"It names {result.Commit?[..Math.Min(12, result.Commit.Length)]} {result.Title}",
        "oldest-release" => "The crash already happened on the oldest release tested: no culprit.",
        "head" => "The crash still happens on HEAD: no fix found.",
        "inconclusive" => $"Inconclusive: any of {result.Candidates.Count} commits.",
        "error" => $"It ended in an error: {result.Error?.Split('\n')[0]}",
        _ => "The log ends before the bisection did.",
    };

    /// <summary>Said plainly when the log ends in another crash than it began with; null when it does not.</summary>
    public static string? DifferentEnd(Bisection bisection) =>
        bisection is { FinalCrash.Title: var final, CrashTitles: [var first, ..] } && final != first.Title
            ? $"The crash at the end of the log, {final}, is not the crash it began with, {first.Title}."
                + (bisection.Result.Kind == "oldest-release" ? " The oldest tested release crashed in something else, so nothing is known about when this bug began." : "")
            : null;
}
