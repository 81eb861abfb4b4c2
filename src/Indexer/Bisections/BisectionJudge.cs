using KB.Indexer.Bisections.Judging;

namespace KB.Indexer.Bisections;

/// <summary>Adds to bisections what only judgement gives: which titles are the same bug, whether the culprit is right, and why.</summary>
/// <remarks>How it is computed, and how often it is right: docs/bisections.md.</remarks>
public static class BisectionJudge
{
    /// <summary>The same bisections in the same order, judged with each other.</summary>
    public static IReadOnlyList<Bisection> Judge(IReadOnlyList<Bisection> bisections)
    {
        ArgumentNullException.ThrowIfNull(bisections);
        var graph = new TitleGraph(bisections);
        return [.. bisections.Select(bisection => Judge(bisection, graph))];
    }

    /// <summary>One bisection, judged with all that the graph holds; it need not be one of them.</summary>
    public static Bisection Judge(Bisection bisection, TitleGraph graph)
    {
        ArgumentNullException.ThrowIfNull(bisection);
        ArgumentNullException.ThrowIfNull(graph);
        if (!TitleGraph.IsOrdinary(bisection))
        {
            return bisection;
        }

        JudgingModels models = JudgingModels.Shipped;
        BisectionTitles titles = graph.TitlesOf(bisection);
        Bisection judged = bisection with
        {
            CrashTitles = [.. bisection.CrashTitles.Select(count => count with { SameBug = Rounded(models.SameBug.Of(graph, titles, count.Title)) })],
            TitleChanges = [.. titles.Changes.Values],
        };
        return judged.Result.Kind switch
        {
            "culprit" => JudgeCulprit(judged, graph, models.Trust),
            "oldest-release" => JudgeOldest(judged),
            _ => judged,
        };
    }

    private static Bisection JudgeCulprit(Bisection bisection, TitleGraph graph, TrustModel model)
    {
        TrustFacts facts = TrustFacts.Of(bisection, model.Relation);
        return bisection with
        {
            Trust = Rounded(model.Of(facts, bisection.Noop)),
            Reasons = TrustReasons.Of(bisection, facts, model, graph),
            Suspect = SuspectStep.Of(facts),
            Retests = RetestPlan.Of(facts),
        };
    }

    // The bug was in the oldest release if what crashed there is the bug.
    private static Bisection JudgeOldest(Bisection bisection)
    {
        Revision? oldest = bisection.Revisions.LastOrDefault(revision => revision.Role == "release" && revision.Runs.Any(run => run.Outcome == "crashed"));
        string[] crashed = oldest is null ? [] : [.. TitleCounts.Crashes(oldest).Select(crash => crash.Title)];
        CrashTitleCount? best = bisection.CrashTitles.Where(count => crashed.Contains(count.Title)).MaxBy(count => count.SameBug);
        bool started = bisection.Revisions.Any(revision => revision.Role == "start" && TitleCounts.Crashes(revision).Any(crash => crash.Title == bisection.FinalCrash?.Title));
        string? reason = bisection.FinalCrash is { Title.Length: > 0 } final
            ? $"the final crash, {final.Title}, is {(started ? "" : "not ")}the crash the bisection started from"
            : null;
        return bisection with { Trust = best?.SameBug, Reasons = reason is null ? [] : [reason] };
    }

    private static double Rounded(double probability) => Math.Round(probability, 4);
}
