using System.Globalization;
using System.Text;

namespace KB.Indexer.Bisections;

/// <summary>Lines of the verdict at the end of a log.</summary>
internal static class EndLines
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>The rows.</summary>
    public static readonly LogLine[] All =
    [
        new("parent commit ", $"parent commit {Commit} wasn't tested", ParentCommit, EndsDump: true),
        new("culprit signature: ", $"culprit signature: {Commit}", (draft, rest) => Keep(() => draft.CulpritSignature = rest.Trim()), EndsDump: true),
        new("parent  signature: ", $"parent  signature: {Commit}", (draft, rest) => Keep(() => draft.ParentSignature = rest.Trim()), EndsDump: true),
        new("previous signature: ", $"previous signature: {Commit}", (draft, rest) => Keep(() => draft.ParentSignature = rest.Trim())),
        new("failed to detect noop change", "failed to detect noop change: no binary", (draft, rest) => Keep(() => draft.Notes.Add("failed to detect noop change" + rest))),
        new("accumulated error probability: ", "accumulated error probability: 0.04", (draft, rest) => Keep(() => draft.ErrorProbability = GoText.Number(rest)), EndsDump: true),
        new("revisions tested: ", "revisions tested: 24, total time: 5h40m15.1s (build: 2h15m59.7s, test: 3h18m53.4s)", Totals, EndsDump: true),
        new("first bad commit: ", $"first bad commit: {Commit} widget: poll less", Culprit),
        new("first good commit: ", $"first good commit: {Commit} widget: poll more", Culprit),
        new("recipients (to): ", "recipients (to): [\"a@example.org\" \"b@example.org\"]", Recipients),
        new("recipients (cc): ", "recipients (cc): []", Recipients),
        new("cc: ", "cc: [\"a@example.org\"]", Recipients),
        new("bisection is inconclusive", "bisection is inconclusive, the first bad commit could be any of:", (draft, _) => Keep(() => draft.Inconclusive = true)),
        new("the crash already happened on the oldest tested release", "the crash already happened on the oldest tested release", Oldest),
        new("oldest tested release already had the bug", "oldest tested release already had the bug or it had kernel test errors", Oldest),
        new("crash still not fixed/happens on the oldest tested release", "crash still not fixed/happens on the oldest tested release", Oldest),
        new("the crash still happens on HEAD", "the crash still happens on HEAD", Head),
        new("crash still not fixed", "crash still not fixed on HEAD or HEAD had kernel test errors", Head),
        new("HEAD had kernel build, boot or test errors", "HEAD had kernel build, boot or test errors", Head),
        new("the crash is still unfixed", "the crash is still unfixed", Head),
        new("commit msg: ", "commit msg: Linux 4.6", (draft, rest) => Keep(() => draft.CulpritTitle ??= rest)),
        new("error: ", "error: bisection is taking too long (>8h0m0s), aborting", Error),
    ];

    private static bool Keep(Action action)
    {
        action();
        return true;
    }

    private static bool ParentCommit(BisectionDraft draft, string rest) =>
        LogLines.TryHash(rest, out _, out _) && Keep(() => draft.Expect("parent"));

    private static bool Totals(BisectionDraft draft, string rest)
    {
        int digits = rest.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (!int.TryParse(digits < 0 ? rest : rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            return false;
        }

        draft.RevisionsTested ??= count;
        if (Duration(rest, "total time: ") is { } total)
        {
            draft.Seconds ??= new BisectionSeconds(total, Duration(rest, "build: ") ?? 0, Duration(rest, "test: ") ?? 0);
        }

        return true;
    }

    private static double? Duration(string text, string label)
    {
        int at = text.IndexOf(label, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = text.AsSpan(at + label.Length);
        int end = rest.IndexOfAny(" ,)");
        return GoText.Seconds((end < 0 ? rest : rest[..end]).ToString());
    }

    private static bool Culprit(BisectionDraft draft, string rest)
    {
        if (draft.Culprit is not null || !LogLines.TryHash(rest, out string hash, out string title))
        {
            return false;
        }

        (draft.Culprit, draft.CulpritTitle) = (hash, title.Trim());
        return true;
    }

    private static bool Recipients(BisectionDraft draft, string rest)
    {
        draft.Recipients.AddRange(GoText.Strings(rest));
        return true;
    }

    private static bool Oldest(BisectionDraft draft, string rest) => Keep(() => draft.OldestRelease = true);

    private static bool Head(BisectionDraft draft, string rest) => Keep(() => draft.Head = true);

    // A compiler may print such a line too; the ending stands behind the totals.
    private static bool Error(BisectionDraft draft, string rest)
    {
        if (draft.Error is not null || (draft.RevisionsTested is null && draft.Revisions.Count > 0))
        {
            return false;
        }

        var error = new StringBuilder(rest);
        draft.Error = error;
        draft.Continue = line =>
        {
            if (error.Length < BisectionDraft.MaxText)
            {
                error.Append('\n').Append(line);
            }
        };
        return true;
    }
}
