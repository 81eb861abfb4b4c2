namespace KB.Indexer.Bisections;

/// <summary>How a log words what a run did.</summary>
/// <param name="Opening">What the words begin with.</param>
/// <param name="Outcome">The outcome, as in <see cref="Run.Outcome"/>.</param>
internal sealed record RunVerdict(string Opening, string Outcome);

/// <summary>Reads the words behind <c>run #N: </c> and <c>all runs: </c>.</summary>
/// <remarks>Source: syzkaller, pkg/bisect/bisect.go, 2018 to 2026.</remarks>
internal static class RunVerdicts
{
    /// <summary>The words, first match taken.</summary>
    public static readonly RunVerdict[] All =
    [
        new("crashed: ", "crashed"),
        new("kernel crashed: ", "crashed"),
        new("basic kernel testing failed: ", "test-failed"),
        new("boot failed: ", "boot-failed"),
        new("infra problem: ", "infra"),
        new("ignore: ", "ignored"),
        new("failed: ", "failed"),
    ];

    /// <summary>The run that these words tell of; words that nobody knows are a failure with the words as its title.</summary>
    public static Run Read(int index, string words)
    {
        if (words.TrimEnd() == "OK")
        {
            return new Run(index, "ok", null, null);
        }

        RunVerdict? row = Array.Find(All, verdict => words.StartsWith(verdict.Opening, StringComparison.Ordinal));
        return new Run(index, row?.Outcome ?? "failed", words[(row?.Opening.Length ?? 0)..], null);
    }
}
