using KB.Indexer.Bisections;
using KB.Indexer.Corpus.Articles;
using KB.Indexer.Reports;
using KB.Indexer.Trackers;

namespace KB.Indexer.Corpus;

/// <summary>One document of the corpus (a log, a mail, a page, a line of JSON Lines) and everything taken from it.</summary>
public sealed record SourceDocument
{
    /// <summary>File the document came from, as given; members of an archive as <c>archive.tar!member</c>.</summary>
    public required string Path { get; init; }

    /// <summary>0 for the first document of its file, 1 for the next, … (messages of an mbox, lines of JSON Lines).</summary>
    public int Index { get; init; }

    /// <summary>What it is: a name of <see cref="SourceKinds.All"/>, or <c>unknown</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Message-ID without angle brackets, of mails.</summary>
    public string? MessageId { get; init; }

    /// <summary>Message-ID of the mail this one answers.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Message-IDs of the thread so far, oldest first, without this mail's own.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Subject of a mail, title of a page.</summary>
    public string? Subject { get; init; }

    /// <summary>Sender, name and address as written.</summary>
    public string? From { get; init; }

    /// <summary>When it was written or happened, where it says so.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Id of the crash that the document itself gives (JSON Lines, syzbot's extid, a syzkaller crash folder).</summary>
    public string? GivenId { get; init; }

    /// <summary>Crash title that the document itself gives (syzbot's subject, syzkaller's <c>description</c>, JSON).</summary>
    public string? GivenTitle { get; init; }

    /// <summary>The text in reading order, decoded, lines ended by LF; at most <see cref="SourceReader.MaxText"/> characters of it.</summary>
    public string Text { get; init; } = "";

    /// <summary>Crash reports in order, each with <see cref="Path"/> as its source.</summary>
    public IReadOnlyList<CrashReport> Reports { get; init; } = [];

    /// <summary>The bisection log, when the document is one.</summary>
    public Bisection? Bisection { get; init; }

    /// <summary>The article, when the document is one.</summary>
    public Article? Article { get; init; }

    /// <summary>Bugs the document refers to; never the mail itself.</summary>
    public IReadOnlyList<TrackerReference> Trackers { get; init; } = [];

    /// <summary>The bugs of trackers that the document is itself (a page of a tracker, a mail about a bug of syzbot): they are those of all its reports.</summary>
    public IReadOnlyList<TrackerReference> Own { get; init; } = [];

    /// <summary>Commands that a person gave to syzbot.</summary>
    public IReadOnlyList<SyzCommand> Commands { get; init; } = [];

    /// <summary>Decisions that the document states (entries of the journal).</summary>
    public IReadOnlyList<Search.Decision> Decisions { get; init; } = [];

    /// <summary>Bugs of trackers that the document ties to a crash (entries of the journal).</summary>
    public IReadOnlyList<Search.CrashLink> Links { get; init; } = [];

    /// <summary>Fields of the JSON the document was read from, beyond id, time, title and text; empty for others.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Why nothing, or not all, could be read; null when all was.</summary>
    public string? Unread { get; init; }
}
