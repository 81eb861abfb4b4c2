namespace KB.Indexer.Bisections;

/// <summary>How many runs an <c>all runs:</c> line sums up; the log does not say, but its other tests show it.</summary>
/// <remarks>
/// Source: syzkaller, pkg/bisect/bisect.go: 8 runs until 2019-05, then 10; 20 when flaky, and since 2022-09 in the first test.
/// </remarks>
internal sealed class RunCounts
{
    private const int Usual = 10;
    private const int Doubled = 20;
    private static readonly DateTimeOffset FirstDoubled = new(2022, 9, 13, 0, 0, 0, TimeSpan.Zero);
    private readonly int first;
    private readonly int later;

    public RunCounts(BisectionDraft draft)
    {
        int numbered = draft.Revisions
            .Where(test => !test.AllRuns && test.Runs.Count > 0 && test.Role != "start")
            .GroupBy(test => test.Runs.Count)
            .OrderByDescending(group => group.Count())
            .Select(group => group.Key)
            .FirstOrDefault();
        later = numbered > 0 ? numbered : draft.Flaky && draft.ReproChance is null ? Doubled : Usual;
        first = draft.StartedAt >= FirstDoubled ? Doubled : numbered is > 0 and < Usual ? numbered : Usual;
    }

    /// <summary>Runs of a test, 0 when it was not run.</summary>
    public int Of(RevisionDraft test) => !test.AllRuns ? test.Runs.Count : test.Role == "start" ? first : later;
}
