namespace KB.Indexer.Bisections.Judging;

/// <summary>What a log tells about whether its culprit is right; numbers for the model, the rest for the reasons.</summary>
internal sealed class TrustFacts
{
    /// <summary>Names of the facts that the model weighs, in order, as in the weights.</summary>
    public static readonly string[] Names = ["relation", "releases", "weakest", "instrument", "merge", "ending"];

    /// <summary>Subjects of commits that change what is checked, built or injected: they make an old bug visible.</summary>
    private static readonly string[] Instruments =
    [
        "kasan", "kcov", "ubsan", "kmsan", "kcsan", "kfence", "lockdep", "debugobjects", "fault-inject", "fault inject", "kbuild", "gcc", "clang",
        "objtool", "stackdepot", "stack depot", "page_owner", "kmemleak", "sanitiz", "instrument", "kconfig", "defconfig", "selftests", "refcount",
        "hung_task", "watchdog", "fortify", "usercopy", "syzbot",
    ];

    private TrustFacts(Bisection bisection, Relation relation)
    {
        BisectionResult result = bisection.Result;
        string subject = result.Title ?? "";
        Start = StartTitles.Of(bisection);
        Relation = relation.Of(bisection);
        Releases = bisection.Revisions.Count(revision => revision.Role == "release");
        IsMerge = result.Details?.Merge == true || subject.StartsWith("Merge ", StringComparison.Ordinal);
        IsReleaseTag = subject.StartsWith("Linux ", StringComparison.Ordinal) && subject.Length > 6 && char.IsAsciiDigit(subject[6]);
        IsInstrument = Array.Exists(Instruments, word => subject.Contains(word, StringComparison.OrdinalIgnoreCase));
        Skips = bisection.Revisions.Count(revision => revision is { Role: "step", Verdict: "skip" });
        Decisions = [.. bisection.Revisions.Where(IsDecision).Select(revision => new Decision(revision, Start, bisection.Mode))];
        EndsAsItBegan = bisection.FinalCrash is { } final && Start.Titles.Contains(final.Title);
        Weakest = Decisions.Where(decision => decision.Crashed).MinBy(decision => decision.Resemblance);
    }

    public StartTitles Start { get; }

    /// <summary>Words the culprit shares with the crash, 0 to 1.</summary>
    public double Relation { get; }

    /// <summary>Releases tested until one was good.</summary>
    public int Releases { get; }

    public bool IsMerge { get; }

    public bool IsReleaseTag { get; }

    public bool IsInstrument { get; }

    /// <summary>Steps that gave no verdict.</summary>
    public int Skips { get; }

    /// <summary>Tests that led the search, in the order of the log.</summary>
    public IReadOnlyList<Decision> Decisions { get; }

    /// <summary>The crashing test that was least like the bug; null when no test crashed.</summary>
    public Decision? Weakest { get; }

    /// <summary>True when the final crash has a title of the start.</summary>
    public bool EndsAsItBegan { get; }

    public static TrustFacts Of(Bisection bisection, Relation relation) => new(bisection, relation);

    /// <summary>The numbers of <see cref="Names"/>.</summary>
    public double[] Numbers() =>
    [
        Math.Log(0.03 + Relation),
        Math.Log(1 + Releases),
        Weakest?.Resemblance ?? 0,
        IsInstrument ? 1 : 0,
        IsMerge || IsReleaseTag ? 1 : 0,
        EndsAsItBegan ? 1 : 0,
    ];

    private static bool IsDecision(Revision revision) =>
        revision is { Verdict: "good" or "bad", Role: "start" or "release" or "head" or "merge-base" or "step" };
}

/// <summary>A test that led the search one way or the other.</summary>
internal sealed class Decision
{
    public Decision(Revision revision, StartTitles start, string mode)
    {
        Revision = revision;
        Crashed = revision.Verdict == (mode == "fix" ? "good" : "bad");
        int weight = revision.AllRuns ? revision.RunCount : 1;
        Ok = weight * revision.Runs.Count(run => run.Outcome == "ok");
        (string Title, int Runs)[] crashes = [.. TitleCounts.Crashes(revision)];
        Crashes = crashes.Sum(crash => crash.Runs);
        Resemblance = crashes.Sum(crash => crash.Runs * start.Resembles(crash.Title)) / Math.Max(1, revision.RunCount);
        Likeness = Crashes == 0 ? 0 : Resemblance * Math.Max(1, revision.RunCount) / Crashes;
        MainTitle = crashes.OrderByDescending(crash => crash.Runs).Select(crash => crash.Title).FirstOrDefault();
    }

    public Revision Revision { get; }

    /// <summary>True when the search took the revision for one with the bug.</summary>
    public bool Crashed { get; }

    /// <summary>Runs that crashed, with any title.</summary>
    public int Crashes { get; }

    /// <summary>Runs without a crash.</summary>
    public int Ok { get; }

    /// <summary>Runs that crashed like the start, weighed by how like, per run: 0 to 1.</summary>
    public double Resemblance { get; }

    /// <summary>How like the start its crashes are: 0 to 1.</summary>
    public double Likeness { get; }

    /// <summary>Its most frequent crash title.</summary>
    public string? MainTitle { get; }

    /// <summary>Why it was taken for one with the bug, when its crashes are not like the start.</summary>
    public string Ground => MainTitle is null ? "although no run crashed" : $"for {MainTitle}, another crash than at the start";

    /// <summary>How a reader names it: the release, else the first twelve digits of the commit.</summary>
    public string Name => Revision.Release ?? Revision.Commit[..Math.Min(12, Revision.Commit.Length)];
}
