using KB.Indexer.Reports;

namespace KB.Indexer.Bisections;

/// <summary>One syzbot bisection log as data: the shape of <c>kb bisect --json</c>.</summary>
public sealed record Bisection
{
    /// <summary>Path the log came from, as given.</summary>
    public string Source { get; init; } = "";

    /// <summary>Name of the bisection: a hash of its text.</summary>
    public required string Id { get; init; }

    /// <summary><c>cause</c> (which commit broke it) or <c>fix</c> (which commit repaired it).</summary>
    public string Mode { get; init; } = "cause";

    /// <summary>Commit the bisection started from, 40 hex digits.</summary>
    public string? Start { get; init; }

    /// <summary>Commit of syzkaller that ran it.</summary>
    public string? Syzkaller { get; init; }

    /// <summary>When it started, where the log says (since 2022-07).</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Machine that ran it: <c>ci2</c>; null where the log does not say (before 2022-07).</summary>
    public string? Host { get; init; }

    /// <summary>The range given to <c>git bisect start</c>; null when the search never came so far.</summary>
    public BisectionRange? Range { get; init; }

    /// <summary>Every <c>testing commit</c> block in order; a commit tested twice stands twice.</summary>
    public IReadOnlyList<Revision> Revisions { get; init; } = [];

    /// <summary>Every <c># git bisect good|bad|skip</c> in order.</summary>
    public IReadOnlyList<GitVerdict> GitVerdicts { get; init; } = [];

    /// <summary>Every crash title of the runs with how often and where it was seen.</summary>
    public IReadOnlyList<CrashTitleCount> CrashTitles { get; init; } = [];

    /// <summary>Where in history the bug seems to have changed its crash title, nearest to the start first.</summary>
    public IReadOnlyList<TitleChange> TitleChanges { get; init; } = [];

    /// <summary>How it ended.</summary>
    public BisectionResult Result { get; init; } = new();

    /// <summary>True when culprit and parent gave the same kernel binary, false when they did not, null when not checked.</summary>
    public bool? Noop { get; init; }

    /// <summary>Hash over the kernel of the culprit, from the check whether it changes the binary.</summary>
    public string? CulpritSignature { get; init; }

    /// <summary>Hash over the kernel of the culprit's parent.</summary>
    public string? ParentSignature { get; init; }

    /// <summary>True when the log calls the reproducer flaky.</summary>
    public bool Flaky { get; init; }

    /// <summary>Chance that one run of the reproducer crashes, as the log estimates (since 2023-07), 0 to 1.</summary>
    public double? ReproChance { get; init; }

    /// <summary>Chance that some verdict is wrong by bad luck, as the log adds it up (since 2023-07), 0 to 1.</summary>
    public double? ErrorProbability { get; init; }

    /// <summary>Number of revisions tested, as the log counts.</summary>
    public int RevisionsTested { get; init; }

    /// <summary>Time spent, in seconds.</summary>
    public BisectionSeconds? Seconds { get; init; }

    /// <summary>The crash at the end of the log.</summary>
    public FinalCrash? FinalCrash { get; init; }

    /// <summary>Who was to be told of the culprit: mail addresses.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>What the log says besides: how the config was minimized, which releases were picked, warnings.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Lines that fit no place of the format; 0 for every log that syzkaller wrote and nobody changed.</summary>
    public int UnreadLines { get; init; }

    /// <summary>
    /// Probability that the culprit named is right; of a search that ended at the oldest release, that the bug was there;
    /// null for any other end.
    /// </summary>
    public double? Trust { get; init; }

    /// <summary>Why <see cref="Trust"/> is what it is, strongest first.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>The test after which the search probably looked in the wrong place; null when none is in doubt.</summary>
    public SuspectTest? Suspect { get; init; }

    /// <summary>Runs without a crash after which a good verdict is right with 99 %, at the crash rate of this log; null when nothing crashed like the start.</summary>
    public int? RunsNeeded { get; init; }

    /// <summary>What to test again to be sure, most doubtful first.</summary>
    public IReadOnlyList<Retest> Retests { get; init; } = [];
}

/// <summary>A test whose verdict is in doubt: its commit, release and role as in <see cref="Revision"/>, and why.</summary>
public sealed record SuspectTest(string Commit, string? Release, string Role, string Why);

/// <summary>A test worth doing again.</summary>
/// <param name="Commit">What to test.</param>
/// <param name="Release">Its release tag, if it has one.</param>
/// <param name="Runs">Runs without a crash after which a good verdict is right with 99 %, at the crash rate of this log.</param>
/// <param name="Missed">Chance that the runs of the log missed the bug; null for a revision that crashed.</param>
/// <param name="Why">Why it is in doubt.</param>
public sealed record Retest(string Commit, string? Release, int Runs, double? Missed, string Why);

/// <summary>One tested revision.</summary>
public sealed record Revision
{
    /// <summary>Commit, 40 hex digits.</summary>
    public required string Commit { get; init; }

    /// <summary>Why it was tested: start, config, release, head, merge-base, step or parent.</summary>
    public string Role { get; init; } = "";

    /// <summary>Line of the log where its test begins, counted from 1.</summary>
    public int Line { get; init; }

    /// <summary>Revisions that git had left after this one; null outside git's steps.</summary>
    public int? Left { get; init; }

    /// <summary>Subject of the commit, where git printed it.</summary>
    public string? Title { get; init; }

    /// <summary>Release tag when a release was tested: <c>v5.7</c>.</summary>
    public string? Release { get; init; }

    /// <summary>Compiler as printed.</summary>
    public string? Compiler { get; init; }

    /// <summary>Hash over the built kernel: equal signatures are the same binary.</summary>
    public string? Signature { get; init; }

    /// <summary>What each run did, in order.</summary>
    public IReadOnlyList<Run> Runs { get; init; } = [];

    /// <summary>True when the log said <c>all runs:</c>; <see cref="Runs"/> then holds one run that stands for all.</summary>
    public bool AllRuns { get; init; }

    /// <summary>How many runs <see cref="Runs"/> stand for: their number, or what an <c>all runs</c> line sums up.</summary>
    public int RunCount { get; init; }

    /// <summary>The most frequent crash of the test, as the log names it (since 2023-06).</summary>
    public string? Representative { get; init; }

    /// <summary>Crash types in syzkaller's words, as the log names them (since 2023-06).</summary>
    public IReadOnlyList<string> CrashTypes { get; init; } = [];

    /// <summary>Chance that this good verdict is bad luck, as the log estimates (since 2023-07), 0 to 1.</summary>
    public double? FalseNegativeChance { get; init; }

    /// <summary><c>good</c>, <c>bad</c>, <c>skip</c> in git's sense, or null when the log ends before.</summary>
    public string? Verdict { get; init; }

    /// <summary>Why the revision could not be built or tested.</summary>
    public string? Error { get; init; }
}

/// <summary>One run of the reproducer.</summary>
/// <param name="Index">Number of the run.</param>
/// <param name="Outcome">crashed, ok, boot-failed, test-failed, infra, ignored or failed.</param>
/// <param name="Title">Crash title or first line of the error; null for ok.</param>
/// <param name="Detail">Further lines; null when there are none.</param>
public sealed record Run(int Index, string Outcome, string? Title, string? Detail);

/// <summary>One <c># git bisect</c> line.</summary>
public sealed record GitVerdict(string Verdict, string Commit);

/// <summary>One crash title of the runs.</summary>
/// <param name="Title">The title as the log has it.</param>
/// <param name="Runs">Runs that ended in it (an <c>all runs</c> line counts as many as it stands for, 10 where unknown).</param>
/// <param name="Revisions">Revisions with at least one such run.</param>
/// <param name="First">Release or commit where it was first seen in the order of the log.</param>
/// <param name="Last">… and last.</param>
/// <param name="SameBug">Probability that this title is the bug being bisected.</param>
public sealed record CrashTitleCount(string Title, int Runs, int Revisions, string? First, string? Last, double? SameBug);

/// <summary>How a bisection ended.</summary>
public sealed record BisectionResult
{
    /// <summary>culprit, oldest-release, head, inconclusive, error or unfinished.</summary>
    public string Kind { get; init; } = "unfinished";

    /// <summary>The culprit (or the fix in fix mode).</summary>
    public string? Commit { get; init; }

    /// <summary>Its subject.</summary>
    public string? Title { get; init; }

    /// <summary>What git printed of the commit; null where it printed nothing.</summary>
    public CommitText? Details { get; init; }

    /// <summary>Commits it may be, of an inconclusive bisection.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    /// <summary>The error that ended it.</summary>
    public string? Error { get; init; }
}

/// <summary>The range of <c># git bisect start</c>: hashes, or tags in logs of 2019; both roles are git's, swapped in fix mode.</summary>
public sealed record BisectionRange(string Bad, string Good);

/// <summary>A commit as git prints it.</summary>
/// <param name="Author">Name and address.</param>
/// <param name="Date">As git prints it: <c>Mon Jan 21 14:04:22 2019 +0000</c>.</param>
/// <param name="Merge">True for a merge.</param>
/// <param name="Message">Subject, blank line, body, the indentation removed.</param>
/// <param name="Paths">Files changed, or only their top folders where git printed no more.</param>
public sealed record CommitText(string? Author, string? Date, bool Merge, string Message, IReadOnlyList<string> Paths);

/// <summary>Time spent, in seconds.</summary>
public sealed record BisectionSeconds(double Total, double Build, double Test);

/// <summary>The crash at the end of the log.</summary>
/// <param name="Title">The title as the log has it.</param>
/// <param name="Report">What was read from it; null when it is empty or holds no report.</param>
public sealed record FinalCrash(string Title, CrashReport? Report)
{
    /// <summary>Functions of the report with their source files, innermost first, those that every crash passes through left out.</summary>
    public IReadOnlyList<CrashPlace> Places { get; init; } = [];
}

/// <summary>A function and the source file that the report gives for it.</summary>
public sealed record CrashPlace(string Function, string File);
