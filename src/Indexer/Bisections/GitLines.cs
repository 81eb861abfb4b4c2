using System.Globalization;

namespace KB.Indexer.Bisections;

/// <summary>What git is told and what it answers.</summary>
internal static class GitLines
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>The rows.</summary>
    public static readonly LogLine[] All =
    [
        new("# git bisect start ", $"# git bisect start {Commit} v4.15", Start),
        new("# git bisect good ", $"# git bisect good {Commit}", (draft, rest) => Verdict(draft, "good", rest)),
        new("# git bisect bad ", $"# git bisect bad {Commit}", (draft, rest) => Verdict(draft, "bad", rest)),
        new("# git bisect skip ", $"# git bisect skip {Commit}", (draft, rest) => Verdict(draft, "skip", rest)),
        new("Bisecting: ", "Bisecting: 7831 revisions left to test after this (roughly 13 steps)", Left),
        new("[", $"[{Commit}] Merge tag 'widgets' of git://example.org/widgets", Step),
        new("warning: unable to access ", "warning: unable to access '/home/.config/git/ignore': Permission denied", (_, _) => true),
        new("There are only 'skip'ped commits left to test.", "There are only 'skip'ped commits left to test.", (_, _) => true),
        new("The first bad commit could be any of:", "The first bad commit could be any of:", (_, _) => true),
        new("We cannot bisect more!", "We cannot bisect more!", (_, _) => true),
    ];

    /// <summary>Lines that begin with a commit: a candidate alone, the end of the search, a merge base.</summary>
    public static bool ReadHashLine(BisectionDraft draft, string line)
    {
        if (!LogLines.TryHash(line, out string hash, out string rest))
        {
            return false;
        }

        if (string.IsNullOrWhiteSpace(rest))
        {
            draft.Candidate(hash);
            return true;
        }

        if (rest is " is the first bad commit" or " is the first good commit" or " is the first new commit")
        {
            (draft.Dump, draft.InDump) = (new CommitDump(), true);
            return true;
        }

        if (rest[0] == '/' && rest.Contains(" is a merge base", StringComparison.Ordinal))
        {
            draft.Notes.Add(line);
            draft.Expect("merge-base");
            return true;
        }

        return false;
    }

    private static bool Start(BisectionDraft draft, string rest)
    {
        string[] ends = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (ends.Length != 2)
        {
            return false;
        }

        draft.Range = new BisectionRange(ends[0], ends[1]);
        return true;
    }

    private static bool Verdict(BisectionDraft draft, string verdict, string rest)
    {
        if (!LogLines.TryHash(rest, out string hash, out _))
        {
            return false;
        }

        draft.GitVerdict(verdict, hash);
        return true;
    }

    private static bool Left(BisectionDraft draft, string rest)
    {
        int blank = rest.IndexOf(' ', StringComparison.Ordinal);
        bool counted = int.TryParse(rest.AsSpan(0, Math.Max(blank, 0)), NumberStyles.None, CultureInfo.InvariantCulture, out int left);
        draft.GitLeft(counted ? left : null);
        return true;
    }

    private static bool Step(BisectionDraft draft, string rest)
    {
        if (!LogLines.TryHash(rest, out string hash, out string title) || !title.StartsWith("] ", StringComparison.Ordinal))
        {
            return false;
        }

        draft.GitStep(hash, title[2..]);
        return true;
    }
}
