namespace KB.Indexer.Bisections.Judging;

/// <summary>What to test again, and how often, to be sure of a bisection.</summary>
internal static class RetestPlan
{
    private const int Most = 5;

    /// <summary>Tests in doubt, most doubtful first; none in a log that never shows the bug, since how often it would show is not known.</summary>
    public static IReadOnlyList<Retest> Of(TrustFacts facts)
    {
        if (CrashRate.Of(facts) is not { } rate)
        {
            return [];
        }

        int runs = CrashRate.RunsNeeded(rate);
        IEnumerable<(double Doubt, Retest Retest)> good =
            from decision in facts.Decisions
            where !decision.Crashed
            let missed = CrashRate.Missed(rate, decision.Ok)
            where missed > 1 - CrashRate.Confidence
            select (missed, new Retest(decision.Revision.Commit, decision.Revision.Release, runs, missed,
                $"{decision.Ok} runs without a crash leave a chance of {missed:P0} that the bug was missed"));
        IEnumerable<(double Doubt, Retest Retest)> bad =
            from decision in facts.Decisions
            where decision is { Crashed: true, Likeness: < 0.5 } && decision.Revision.Role != "start"
            select (1 - decision.Likeness, new Retest(decision.Revision.Commit, decision.Revision.Release, runs, null,
                decision.MainTitle is { } title ? $"it crashed with {title}: does it show the bug too?" : "no run of it crashed: does it show the bug?"));
        return [.. bad.Concat(good).OrderByDescending(each => each.Doubt).Take(Most).Select(each => each.Retest)];
    }
}
