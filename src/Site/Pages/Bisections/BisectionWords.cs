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

    /// <summary>A probability in words: how far to believe it.</summary>
    public static string Belief(double trust) => trust switch
    {
        >= 0.75 => "probably right",
        >= 0.4 => "uncertain",
        >= 0.15 => "doubtful",
        _ => "almost surely wrong",
    };

    /// <summary>What <see cref="Bisection.Trust"/> is the probability of.</summary>
    public static string TrustOf(BisectionResult result) =>
        result.Kind == "oldest-release" ? "Probability that the bug was in the oldest release already" : "Probability that the culprit is right";

    /// <summary>A commit in the source tree.</summary>
    public static string CommitUrl(string commit) => $"https://git.kernel.org/torvalds/c/{commit}";

    /// <summary>The compiler when all revisions were built with one; null when they differ.</summary>
    public static string? Compiler(Bisection bisection) =>
        bisection.Revisions.Select(revision => revision.Compiler).OfType<string>().Distinct().ToArray() is [var sole] ? sole : null;

    /// <summary>The crash title that most of a revision's crashed runs ended in; null when none crashed.</summary>
    public static string? MainCrash(Revision revision) =>
        revision.Runs.Where(run => run is { Outcome: "crashed", Title: not null }).GroupBy(run => run.Title).MaxBy(same => same.Count())?.Key;

    /// <summary>Said plainly when the log ends in another crash than it began with; null when it does not.</summary>
    public static string? DifferentEnd(Bisection bisection) =>
        bisection is { FinalCrash.Title: var final, CrashTitles: [var first, ..] } && final != first.Title
            ? $"The crash at the end of the log, {final}, is not the crash it began with, {first.Title}."
                + (bisection.Result.Kind == "oldest-release" ? " The oldest tested release crashed in something else, so nothing is known about when this bug began." : "")
            : null;
}
