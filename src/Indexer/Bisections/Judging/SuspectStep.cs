namespace KB.Indexer.Bisections.Judging;

/// <summary>Finds the test after which the search probably looked in the wrong place.</summary>
internal static class SuspectStep
{
    /// <summary>A good verdict that bad luck explains with more than this chance is in doubt.</summary>
    public const double LuckTolerated = 0.05;

    private const double Half = 0.5;

    /// <summary>The first test, in the order of the log, whose verdict is in doubt; null when none is.</summary>
    public static SuspectTest? Of(TrustFacts facts)
    {
        double? known = CrashRate.Of(facts);
        foreach (Decision decision in facts.Decisions.Where(each => each.Revision.Role != "start"))
        {
            string? why = decision.Crashed
                ? decision.Likeness < Half ? $"called {decision.Revision.Verdict} {decision.Ground}" : null
                : known is { } rate && CrashRate.Missed(rate, decision.Ok) > LuckTolerated ? $"called {decision.Revision.Verdict} after {decision.Ok} runs without a crash, too few at a crash rate of {rate:P0}" : null;
            if (why is not null)
            {
                return new SuspectTest(decision.Revision.Commit, decision.Revision.Release, decision.Revision.Role, why);
            }
        }

        return null;
    }
}
