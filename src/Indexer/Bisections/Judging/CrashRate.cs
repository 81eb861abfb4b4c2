namespace KB.Indexer.Bisections.Judging;

/// <summary>How often a run of the reproducer shows the bug, and what follows for a test without a crash.</summary>
internal static class CrashRate
{
    /// <summary>Confidence asked of a good verdict.</summary>
    public const double Confidence = 0.99;

    // Ten runs cannot show a rate beyond these.
    private const double Least = 0.02;
    private const double Most = 0.95;

    /// <summary>Crashes like the start per run, 0 to 1, in the less reproducing half of the tests that crashed like it; null when none did.</summary>
    public static double? Of(TrustFacts facts)
    {
        double[] rates = [.. facts.Decisions.Where(decision => decision.Crashed && decision.Resemblance > 0).Select(decision => decision.Resemblance).Order()];
        return rates.Length == 0 ? null : Math.Clamp(rates.Take((rates.Length + 1) / 2).Average(), Least, Most);
    }

    /// <summary>Chance that so many runs show nothing although the bug is there.</summary>
    public static double Missed(double rate, int runs) => Math.Pow(1 - rate, runs);

    /// <summary>Runs without a crash that make a good verdict as sure as <see cref="Confidence"/>.</summary>
    public static int RunsNeeded(double rate) => (int)Math.Ceiling(Math.Log(1 - Confidence) / Math.Log(1 - Math.Clamp(rate, Least, Most)));
}
