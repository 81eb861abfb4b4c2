using System.Text.Json.Serialization;
using KB.Indexer.Reports;
using KB.Indexer.Trackers;

namespace KB.Indexer.Search;

/// <summary>Where the text of a document stands.</summary>
/// <param name="Source">Number of the source (a file of the corpus or a part of the journal).</param>
/// <param name="Path">Path or name of the text.</param>
/// <param name="Position">0 for the first document of its path, 1 for the next, …</param>
/// <param name="FirstLine">First line, from 1; null when the whole file is meant.</param>
/// <param name="LastLine">Last line, included.</param>
/// <param name="Day">Day of the text: of the mail, of the import.</param>
/// <param name="MessageId">Message-ID of the mail it came in.</param>
/// <param name="Subject">Title under which the source gave it.</param>
public sealed record Mention(long Source, string Path, int Position, int? FirstLine = null, int? LastLine = null, DateOnly? Day = null, string? MessageId = null, string? Subject = null);

/// <summary>A file as it was when it was read: its length in bytes (of a part of the journal: how far it is read) and time of change in ticks.</summary>
public sealed record KnownSource(long Size, long Modified, bool IsUnread);

/// <summary>One bug in a list.</summary>
public sealed record CrashRow(string Id, string Title, string Status, string? FixedBy, DateOnly? First, DateOnly? Last, int Reports)
{
    /// <summary>Its page.</summary>
    public string Url => "/crashes/" + Id;
}

/// <summary>Anything in a list: its kind (report, bisection, article), the id of its page and its title.</summary>
public sealed record DocumentRow(string Kind, string Id, string Title)
{
    /// <summary>Its page.</summary>
    public string Url => Kind switch { "bisection" => "/bisections/", "article" => "/articles/", _ => "/crashes/" } + Id;
}

/// <summary>One report in a list.</summary>
public sealed record ReportRow(string Id, string Title, string? Type, string? Release, string? Arch, DateOnly? Day, int Seen);

/// <summary>One bisection in a list.</summary>
public sealed record BisectionRow(string Id, string Title, string Result, string? Commit, double? Trust, DateOnly? Day, int? Runs = null, double? SameBug = null)
{
    /// <summary>Its page.</summary>
    public string Url => "/bisections/" + Id;
}

/// <summary>What was decided about a crash, by people or by the grouping.</summary>
/// <param name="Kind">dup, not-dup, fixed-by, invalid, merge (automatic), undup.</param>
/// <param name="Crash">Id of the crash.</param>
/// <param name="Other">The other crash, the commit or title.</param>
/// <param name="Who">Who decided; <c>kb</c> for the grouping.</param>
/// <param name="At">When, ISO 8601.</param>
/// <param name="Why">The reason.</param>
public sealed record Decision(string Kind, string Crash, string? Other, string Who, string? At, string? Why);

/// <summary>A bug of a tracker that somebody tied to a crash.</summary>
/// <param name="Crash">Id of the crash.</param>
/// <param name="Tracker">Name of the tracker's row.</param>
/// <param name="Id">Id of the bug there.</param>
public sealed record CrashLink(string Crash, string Tracker, string Id);

/// <summary>One bug as the knowledge base sees it: the cluster of reports that are the same bug.</summary>
public sealed record Crash
{
    /// <summary>Permanent id: that of its first report.</summary>
    public required string Id { get; init; }

    /// <summary>Crash title.</summary>
    public required string Title { get; init; }

    /// <summary>open, fixed, invalid.</summary>
    public required string Status { get; init; }

    /// <summary>Commit or title of the fix.</summary>
    public string? FixedBy { get; init; }

    /// <summary>Day first seen.</summary>
    public DateOnly? First { get; init; }

    /// <summary>Day last seen.</summary>
    public DateOnly? Last { get; init; }

    /// <summary>Subsystem by MAINTAINERS' name.</summary>
    public string? Subsystem { get; init; }

    /// <summary>The report shown: not corrupted where there is a choice, and of those the one that says most.</summary>
    public required CrashReport Report { get; init; }

    /// <summary>Every distinct report, newest first.</summary>
    public IReadOnlyList<ReportRow> Reports { get; init; } = [];

    /// <summary>Where the shown report stands.</summary>
    public IReadOnlyList<Mention> Mentions { get; init; } = [];

    /// <summary>Other titles of the same bug.</summary>
    public IReadOnlyList<string> OtherTitles { get; init; } = [];

    /// <summary>Titles that older rules gave its reports, those of most reports first.</summary>
    public IReadOnlyList<string> FormerTitles { get; init; } = [];

    /// <summary>Bisections that ended in it or saw one of its titles.</summary>
    public IReadOnlyList<BisectionRow> Bisections { get; init; } = [];

    /// <summary>Bugs of trackers.</summary>
    public IReadOnlyList<TrackerReference> Trackers { get; init; } = [];

    /// <summary>Mails about it, oldest first.</summary>
    public IReadOnlyList<Reply> Replies { get; init; } = [];

    /// <summary>What was decided about it.</summary>
    public IReadOnlyList<Decision> Decisions { get; init; } = [];

    /// <summary>Other bugs that are like it, most likely first; filled by <see cref="CrashIndex.WithRelated"/>.</summary>
    public IReadOnlyList<SimilarCrash> Similar { get; init; } = [];

    /// <summary>True while the known crashes are being read and <see cref="Similar"/> is not known yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SimilarPending { get; init; }

    /// <summary>Articles that bind it, the one changed last first; filled by <see cref="CrashIndex.WithRelated"/>.</summary>
    public IReadOnlyList<ArticleRow> Articles { get; init; } = [];
}

/// <summary>A mail about a crash that holds no report itself, or came later in its thread.</summary>
/// <param name="MessageId">Its Message-ID.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="From">Sender, name and address as written.</param>
/// <param name="Day">Day it was sent.</param>
public sealed record Reply(string MessageId, string Subject, string From, DateOnly? Day)
{
    /// <summary>True for a patch: it may be the fix.</summary>
    public bool IsPatch => Subject.Contains("[PATCH", StringComparison.OrdinalIgnoreCase) && !Subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where it can be read.</summary>
    public string? Url => Trackers.TrackerTable.Url("lore", MessageId);
}

/// <summary>Figures of an index.</summary>
public sealed record IndexStats(int Crashes, int Reports, int Bisections, int Articles, int Sources, int Unread, int References, long Bytes);

/// <summary>What crashes can be counted by.</summary>
public enum CrashColumn
{
    /// <summary>Crash type.</summary>
    Type,

    /// <summary>Subsystem by MAINTAINERS' name.</summary>
    Subsystem,

    /// <summary>Kernel release.</summary>
    Release,

    /// <summary>Architecture.</summary>
    Arch,

    /// <summary>Month: <c>2020-05</c>.</summary>
    Month,
}

/// <summary>Which bisections are wanted.</summary>
/// <param name="Result">Kind of result; empty for all.</param>
/// <param name="Title">A part of one of its crash titles; empty for all.</param>
/// <param name="Trust">Least trust; null for all.</param>
/// <param name="Subsystem">Words of MAINTAINERS' name of a subsystem, or a short name such as <c>ext4</c>; empty for all.</param>
/// <param name="From">First day; null for all, those without a day too.</param>
/// <param name="To">Last day; null for all, those without a day too.</param>
public sealed record BisectionFilter(string Result = "", string Title = "", double? Trust = null, string Subsystem = "", DateOnly? From = null, DateOnly? To = null);
