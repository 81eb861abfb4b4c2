using System.Text;

namespace KB.Indexer.Bisections;

/// <summary>What has been read of a log so far; <see cref="LogLines"/> fills it line by line.</summary>
internal sealed class BisectionDraft
{
    /// <summary>Further lines of one message are kept up to this many characters: a build dump can have a quarter of a megabyte.</summary>
    public const int MaxText = 1 << 16;

    private readonly Dictionary<string, string> titles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> left = new(StringComparer.Ordinal);
    private readonly List<RevisionDraft> revisions = [];
    private readonly List<GitVerdict> gitVerdicts = [];
    private readonly Dictionary<string, RevisionDraft> lastTest = new(StringComparer.Ordinal);
    private readonly HashSet<string> seenCandidates = new(StringComparer.Ordinal);
    private readonly List<string> candidates = [];
    private string? nextRole;
    private string? nextRelease;
    private int? nextLeft;

    public int LineNumber { get; set; }
    public string Mode { get; set; } = "cause";
    public string? Start { get; set; }
    public string? Syzkaller { get; set; }
    public string? Host { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public string? CulpritSignature { get; set; }
    public string? ParentSignature { get; set; }
    public bool Flaky { get; set; }
    public double? ReproChance { get; set; }
    public double? ErrorProbability { get; set; }
    public int? RevisionsTested { get; set; }
    public BisectionSeconds? Seconds { get; set; }
    public BisectionRange? Range { get; set; }
    public string? Culprit { get; set; }
    public string? CulpritTitle { get; set; }

    /// <summary>The error that ended it; null when none did.</summary>
    public StringBuilder? Error { get; set; }

    public bool Inconclusive { get; set; }
    public bool OldestRelease { get; set; }
    public bool Head { get; set; }
    public int Unread { get; set; }
    public List<string> Notes { get; } = [];
    public List<string> Recipients { get; } = [];
    public CommitDump? Dump { get; set; }

    /// <summary>True while lines belong to git's print of the culprit.</summary>
    public bool InDump { get; set; }

    /// <summary>Takes a line that begins no message of its own; null when no message is open that could go on.</summary>
    public Action<string>? Continue { get; set; }

    /// <summary>True while the config is minimized: its tests are no steps of the search, and the minimizer talks freely between them.</summary>
    public bool Minimizing { get; set; }

    /// <summary>The test being read.</summary>
    public RevisionDraft? Current => revisions.Count > 0 ? revisions[^1] : null;

    public IReadOnlyList<RevisionDraft> Revisions => revisions;
    public IReadOnlyList<GitVerdict> GitVerdicts => gitVerdicts;
    public IReadOnlyList<string> Candidates => candidates;

    /// <summary>The next test is of this release, or has this role.</summary>
    public void Expect(string role, string? release = null) => (nextRole, nextRelease, Minimizing) = (role, release, Minimizing && role == "config");

    /// <summary>Git's <c>[hash] subject</c>: the commit it wants tested next.</summary>
    public void GitStep(string commit, string title)
    {
        titles[commit] = title;
        if (nextLeft is { } count)
        {
            left[commit] = count;
        }

        (nextRole, nextLeft) = (nextRole == "merge-base" ? nextRole : "step", null);
    }

    /// <summary>Git's <c>Bisecting: N revisions left</c>.</summary>
    public void GitLeft(int? revisionsLeft) => (nextRole, nextLeft) = (revisionsLeft is null ? "merge-base" : "step", revisionsLeft);

    /// <summary>A test begins.</summary>
    public void Test(string commit, string? compiler)
    {
        string role = nextRole ?? (revisions.Count == 0 ? "start" : commit == revisions[0].Commit ? "config" : "step");
        var revision = new RevisionDraft(commit, role, nextRelease, LineNumber) { Compiler = compiler };
        revisions.Add(revision);
        lastTest[commit] = revision;
        (nextRole, nextRelease) = (null, null);
        Continue = revision.AddError;
    }

    /// <summary>Git is told a verdict.</summary>
    public void GitVerdict(string verdict, string commit)
    {
        gitVerdicts.Add(new GitVerdict(verdict, commit));
        if (lastTest.TryGetValue(commit, out RevisionDraft? tested))
        {
            tested.GitVerdict = verdict;
        }
    }

    /// <summary>One of the commits that an inconclusive bisection may mean; git's list and syzkaller's give each twice.</summary>
    public void Candidate(string commit)
    {
        if (seenCandidates.Add(commit))
        {
            candidates.Add(commit);
        }
    }

    /// <summary>Subject of a commit as git or the ending gave it.</summary>
    public string? TitleOf(string commit) =>
        titles.GetValueOrDefault(commit) ?? (commit == Culprit ? CulpritTitle : null);

    /// <summary>Revisions git had left when it wanted this commit tested.</summary>
    public int? LeftOf(string commit) => left.TryGetValue(commit, out int count) ? count : null;
}
