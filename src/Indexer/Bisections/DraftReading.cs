namespace KB.Indexer.Bisections;

/// <summary>Turns what was read line by line into the finished record.</summary>
internal static class DraftReading
{
    /// <summary>The record of a draft that is read to its end.</summary>
    public static Bisection Build(BisectionDraft draft, FinalCrash? crash, string id)
    {
        draft.Current?.CloseDetail();
        var counts = new RunCounts(draft);
        var verdicts = new VerdictRule(draft);
        List<Revision> revisions = [.. draft.Revisions.Select(test => Revision(draft, test, counts, verdicts))];
        return new Bisection
        {
            Id = id,
            Mode = draft.Mode,
            Start = draft.Start,
            Syzkaller = draft.Syzkaller,
            Host = draft.Host,
            StartedAt = draft.StartedAt,
            Range = draft.Range,
            Revisions = revisions,
            GitVerdicts = draft.GitVerdicts,
            CrashTitles = TitleCounts.Of(revisions),
            Result = Result(draft),
            Noop = draft.CulpritSignature is null || draft.ParentSignature is null ? null : draft.CulpritSignature == draft.ParentSignature,
            CulpritSignature = draft.CulpritSignature,
            ParentSignature = draft.ParentSignature,
            Flaky = draft.Flaky,
            ReproChance = draft.ReproChance,
            ErrorProbability = draft.ErrorProbability,
            RevisionsTested = draft.RevisionsTested ?? 0,
            Seconds = draft.Seconds,
            FinalCrash = crash,
            Recipients = draft.Recipients,
            Notes = draft.Notes,
            UnreadLines = draft.Unread,
        };
    }

    private static Revision Revision(BisectionDraft draft, RevisionDraft test, RunCounts counts, VerdictRule verdicts) => new()
    {
        Commit = test.Commit,
        Role = test.Role,
        Line = test.Line,
        Left = draft.LeftOf(test.Commit),
        Title = draft.TitleOf(test.Commit),
        Release = test.Release,
        Compiler = test.Compiler,
        Signature = test.Signature,
        Runs = test.Runs,
        AllRuns = test.AllRuns,
        RunCount = counts.Of(test),
        Representative = test.Representative,
        CrashTypes = test.CrashTypes,
        FalseNegativeChance = test.FalseNegativeChance,
        Verdict = verdicts.Of(test, counts.Of(test)),
        Error = test.Error,
    };

    private static BisectionResult Result(BisectionDraft draft)
    {
        string kind = draft switch
        {
            { Culprit: not null } => "culprit",
            { Error: not null } => "error",
            { Inconclusive: true } => "inconclusive",
            { OldestRelease: true } => "oldest-release",
            { Head: true } => "head",
            _ => "unfinished",
        };
        return new BisectionResult
        {
            Kind = kind,
            Commit = draft.Culprit,
            Title = draft.CulpritTitle,
            Details = draft.Dump?.Build(),
            Candidates = draft.Inconclusive || draft.Culprit is null ? draft.Candidates : [],
            Error = draft.Error?.ToString().TrimEnd(),
        };
    }
}
