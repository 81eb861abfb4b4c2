namespace KB.Indexer.Bisections;

/// <summary>Lines that open a bisection or say what is tested next.</summary>
internal static class StartLines
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>The rows.</summary>
    public static readonly LogLine[] All =
    [
        new("bisecting cause commit starting from ", $"bisecting cause commit starting from {Commit}", (draft, rest) => Begin(draft, "cause", rest)),
        new("searching for guilty commit starting from ", $"searching for guilty commit starting from {Commit}", (draft, rest) => Begin(draft, "cause", rest)),
        new("bisecting fixing commit since ", $"bisecting fixing commit since {Commit}", (draft, rest) => Begin(draft, "fix", rest)),
        new("searching for fixing commit since ", $"searching for fixing commit since {Commit}", (draft, rest) => Begin(draft, "fix", rest)),
        new("building syzkaller on ", $"building syzkaller on {Commit}", Syzkaller),
        Note("fetch other tags and check if the commit is present"),
        Note("fetch failed with ", "fetch failed with exit status 128"),
        Note("rewritten commit ", $"rewritten commit {Commit} reidentified by title 'mm: keep the widget'"),
        new("ensuring issue is reproducible on original commit ", $"ensuring issue is reproducible on original commit {Commit}", (draft, _) => Expect(draft, "start")),
        new("testing release ", "testing release v5.7", (draft, rest) => Expect(draft, "release", rest.Trim())),
        new("testing current HEAD ", $"testing current HEAD {Commit}", (draft, _) => Expect(draft, "head")),
        Note("picked [", "picked [v6.15 v6.14] out of 35 release tags"),
        Note("determining the merge base between ", "determining the merge base between A and B", "merge-base"),
        Note("expected 1 merge base", "expected 1 merge base, got 2"),
        Note("reproducer does not crash the merge base", "reproducer does not crash the merge base, so there's no known bad commit"),
        Note("determine whether the revision contains the guilty commit"),
        Note("revision ", $"revision {Commit} crashed and is reachable"),
        Note("checking the merge base ", $"checking the merge base {Commit}"),
        Note("no existing result, test the revision"),
        Note("the bug was not introduced yet; pretend that kernel crashed"),
        Note("testing baseline config failed"),
        Note("crash reproduces with baseline config"),
        Note("unable to test using baseline config"),
        Note("Minimizing config failed"),
        Note("minimizing config failed", "minimizing config failed: no such file"),
        Note("testing with generated minimized config doesn't reproduce the crash"),
        Note("# configuration already minimized"),
        new("kconfig minimization: ", "kconfig minimization: base=3801 full=7000 leaves diff=1100", Minimization),
        Note("minimized to ", "minimized to 12 configs; suspects: [A B]"),
        Note("check whether we can drop unnecessary instrumentation", null, "config"),
        Note("disabling configs for ", "disabling configs for [KMSAN LEAK], they are not needed", "config"),
        Note("there was nothing we could disable"),
        Note("the bug reproduces without the instrumentation"),
        Note("config minimization failed due to bad Kconfig", "config minimization failed due to bad Kconfig x"),
        Note("proceeding with the original config"),
        Note("failed to detect release", "failed to detect release: no tag"),
        Note("the bisection is restarted"),
    ];

    /// <summary><c>HOST starts bisection TIME</c>: the only date in a log, since 2022-07. The host's name may have blanks.</summary>
    public static bool ReadBanner(BisectionDraft draft, string line)
    {
        const string Words = " starts bisection ";
        int at = line.IndexOf(Words, StringComparison.Ordinal);
        if (at < 0 || draft.Start is not null || GoText.Time(line[(at + Words.Length)..]) is not { } time)
        {
            return false;
        }

        (draft.Host, draft.StartedAt) = (line[..at], time);
        return true;
    }

    /// <summary>A row whose line is kept as it is.</summary>
    private static LogLine Note(string opening, string? example = null, string? expect = null) =>
        new(opening, example ?? opening, (draft, rest) =>
        {
            draft.Notes.Add(opening + rest);
            return expect is null || Expect(draft, expect);
        });

    private static bool Begin(BisectionDraft draft, string mode, string rest)
    {
        if (draft.Start is not null || !LogLines.TryHash(rest, out string hash, out _))
        {
            return false;
        }

        (draft.Mode, draft.Start) = (mode, hash);
        return true;
    }

    private static bool Syzkaller(BisectionDraft draft, string rest)
    {
        if (!LogLines.TryHash(rest, out string hash, out _))
        {
            return false;
        }

        draft.Syzkaller ??= hash;
        return true;
    }

    private static bool Expect(BisectionDraft draft, string role, string? release = null)
    {
        draft.Expect(role, release);
        return true;
    }

    private static bool Minimization(BisectionDraft draft, string rest)
    {
        draft.Notes.Add("kconfig minimization: " + rest);
        draft.Expect("config");
        draft.Minimizing = true;
        return true;
    }
}
