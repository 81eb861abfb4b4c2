using System.Globalization;

namespace KB.Indexer.Bisections;

/// <summary>Lines of one test: the commit, how it was built, what its runs did.</summary>
internal static class TestLines
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>The rows.</summary>
    public static readonly LogLine[] All =
    [
        new("testing commit ", $"testing commit {Commit} with gcc (GCC) 8.1.0", Test),
        new("compiler: ", "compiler: gcc (Debian 10.2.1-6) 10.2.1 20210110, GNU ld (GNU Binutils for Debian) 2.35.2", Compiler),
        new("kernel signature:   ", $"kernel signature:   {Commit}", CulpritSignature, EndsDump: true),
        new("kernel signature: ", $"kernel signature: {Commit}", Signature),
        new("all runs: ", "all runs: crashed: WARNING in widget_poll", (draft, rest) => AddRun(draft, 0, rest, all: true)),
        new("run #", "run #7: basic kernel testing failed: lost connection", NumberedRun),
        new("try #", "try #2: OK", NumberedRun),
        new("representative crash: ", "representative crash: WARNING in widget_poll, types: [WARNING]", Representative),
        new("false negative chance: ", "false negative chance: 0.001", FalseNegativeChance),
        new("unable to determine the verdict", "unable to determine the verdict: 3 good runs (wanted 5), for bad wanted 3 in total, got 1", Undetermined),
        new("too many neither good nor bad results", "too many neither good nor bad results, skipping this commit", (_, _) => true),
        new("reproducer seems to be flaky", "reproducer seems to be flaky", Flaky, EndsDump: true),
        new("Reproducer flagged being flaky", "Reproducer flagged being flaky", Flaky, EndsDump: true),
        new("reproducer is flaky", "reproducer is flaky (0.35 repro chance estimate)", ReproChance, EndsDump: true),
        Failure("failed: ", "failed: failed to create VM pool: quota"),
        Failure("failed building ", $"failed building {Commit}: drivers/widget.c:7:1: error: no"),
        Failure("failed testing reproducer on ", $"failed testing reproducer on {Commit}"),
        Failure("repro testing failure: ", "repro testing failure: no machines"),
    ];

    private static bool Test(BisectionDraft draft, string rest)
    {
        if (!LogLines.TryHash(rest, out string hash, out string compiler))
        {
            return false;
        }

        compiler = compiler.Trim();
        compiler = compiler.StartsWith("with ", StringComparison.Ordinal) ? compiler[5..] : compiler;
        draft.Test(hash, compiler.Length == 0 ? null : compiler);
        return true;
    }

    private static bool Compiler(BisectionDraft draft, string rest) => OnTest(draft, test =>
    {
        test.Compiler = rest.Trim();
        draft.Continue = test.AddError;
    });

    private static bool Signature(BisectionDraft draft, string rest) => IsHex(rest) && OnTest(draft, test =>
    {
        test.Signature = rest.Trim();
        draft.Continue = test.AddError;
    });

    // 2019-11 only: the culprit's, followed by "previous signature".
    private static bool CulpritSignature(BisectionDraft draft, string rest)
    {
        draft.CulpritSignature = rest.Trim();
        return IsHex(rest);
    }

    private static bool NumberedRun(BisectionDraft draft, string rest)
    {
        int colon = rest.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0
            && int.TryParse(rest.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && AddRun(draft, index, rest[(colon + 2)..], all: false);
    }

    private static bool AddRun(BisectionDraft draft, int index, string words, bool all) => OnTest(draft, test =>
    {
        test.AddRun(RunVerdicts.Read(index, words));
        test.AllRuns |= all;
        draft.Continue = draft.Minimizing && test.Runs[^1].Outcome is "ok" or "crashed" ? null : test.AddDetail;
    });

    private static bool Representative(BisectionDraft draft, string rest) => OnTest(draft, test =>
    {
        const string Types = ", types: [";
        int at = rest.LastIndexOf(Types, StringComparison.Ordinal); // the title may have commas
        test.Representative = at < 0 ? rest : rest[..at];
        test.CrashTypes = at < 0 ? [] : rest[(at + Types.Length)..].TrimEnd(']').Split(' ', StringSplitOptions.RemoveEmptyEntries);
    });

    private static bool FalseNegativeChance(BisectionDraft draft, string rest) =>
        OnTest(draft, test => test.FalseNegativeChance = GoText.Number(rest));

    private static bool Undetermined(BisectionDraft draft, string rest) => OnTest(draft, test =>
    {
        test.Undetermined = true;
        draft.Notes.Add("unable to determine the verdict" + rest);
    });

    private static bool Flaky(BisectionDraft draft, string rest)
    {
        draft.Flaky = true;
        return true;
    }

    private static bool ReproChance(BisectionDraft draft, string rest)
    {
        int open = rest.IndexOf('(', StringComparison.Ordinal);
        int blank = open < 0 ? -1 : rest.IndexOf(' ', open);
        draft.ReproChance = blank < 0 ? null : GoText.Number(rest.AsSpan(open + 1, blank - open - 1));
        return Flaky(draft, rest);
    }

    private static LogLine Failure(string opening, string example) => new(opening, example, (draft, rest) => OnTest(draft, test =>
    {
        test.AddError(opening == "failed: " ? rest : opening + rest);
        draft.Continue = test.AddError;
    }));

    private static bool OnTest(BisectionDraft draft, Action<RevisionDraft> action)
    {
        if (draft.Current is not { } test)
        {
            return false;
        }

        action(test);
        return true;
    }

    private static bool IsHex(string text) => text.AsSpan().Trim() is { Length: >= 32 } hex && LogLines.IsHex(hex);
}
