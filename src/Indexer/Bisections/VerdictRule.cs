namespace KB.Indexer.Bisections;

/// <summary>Verdict of a test: git's where git was told, else by the rule that syzkaller followed at that time.</summary>
/// <remarks>
/// Source: syzkaller, pkg/bisect/bisect.go. Until 2023-06 one crash was enough for bad, and more than two thirds of failed runs
/// for skip; since then a sixth of the runs must crash and half of them must tell anything.
/// </remarks>
internal sealed class VerdictRule(BisectionDraft draft)
{
    private static readonly DateTimeOffset StricterSince = new(2023, 6, 28, 0, 0, 0, TimeSpan.Zero);

    /// <summary>good, bad or skip in git's sense (in fix mode a crash is good); null when the log ends before.</summary>
    public string? Of(RevisionDraft test, int runs)
    {
        if (test.GitVerdict is { } told)
        {
            return told;
        }

        if (test.Role is "start" or "release" or "head" && draft.Range is { } range && (range.Bad == test.Commit || range.Good == test.Commit))
        {
            return range.Bad == test.Commit ? "bad" : "good";
        }

        if (test.Role is "step" or "parent" || (test.Runs.Count == 0 && test.Error is null))
        {
            return null;
        }

        return Judge(test, runs) switch
        {
            null => "skip",
            bool crashed => crashed == (draft.Mode == "cause") ? "bad" : "good",
        };
    }

    private bool? Judge(RevisionDraft test, int runs)
    {
        int weight = test.AllRuns ? runs : 1;
        int crashed = weight * test.Runs.Count(run => run.Outcome == "crashed");
        int ok = weight * test.Runs.Count(run => run.Outcome == "ok");
        int infra = weight * test.Runs.Count(run => run.Outcome is "infra" or "ignored");
        if (test.Undetermined || runs == 0)
        {
            return null;
        }

        if (draft.StartedAt >= StricterSince)
        {
            bool told = 2 * (ok + crashed) >= runs;
            return told && crashed >= Math.Max(2, (runs - infra) / 6) ? true : crashed == 0 && 2 * ok >= runs ? false : null;
        }

        return crashed > 0 ? true : 3 * (runs - ok) > 2 * runs ? null : false;
    }
}
