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
        if (bisection.Revisions.Count == 0)
        {
            return judged;
        }

        TrustFacts facts = TrustFacts.Of(judged, models.Trust.Relation);
        return judged with
        {
            Trust = Trust(judged, facts, models.Trust),
            Reasons = TrustReasons.Of(judged, facts, models.Trust, graph),
            Suspect = SuspectStep.Of(facts),
            RunsNeeded = CrashRate.Of(facts) is { } rate ? CrashRate.RunsNeeded(rate) : null,
            Retests = RetestPlan.Of(facts),
        };
    }

    /// <summary>Probability that the culprit is right; 0 when none is named.</summary>
    internal static double TrustInCulprit(Bisection bisection)
    {
        TrustModel model = JudgingModels.Shipped.Trust;
        return bisection.Result.Kind == "culprit" ? model.Of(TrustFacts.Of(bisection, model.Relation), bisection.Noop) : 0;
    }

    private static double? Trust(Bisection bisection, TrustFacts facts, TrustModel model) => bisection.Result.Kind switch
    {
        "culprit" => Rounded(model.Of(facts, bisection.Noop)),
        "oldest-release" => SameBugAtOldest(bisection),
        _ => null,
    };

    // The bug was in the oldest release if what crashed there is the bug.
    private static double? SameBugAtOldest(Bisection bisection)
    {
        Revision? oldest = bisection.Revisions.LastOrDefault(revision => revision.Role == "release" && revision.Runs.Any(run => run.Outcome == "crashed"));
        string[] crashed = oldest is null ? [] : [.. TitleCounts.Crashes(oldest).Select(crash => crash.Title)];
        return bisection.CrashTitles.Where(count => crashed.Contains(count.Title)).Max(count => count.SameBug);
    }

    private static double Rounded(double probability) => Math.Round(probability, 4);
}
