using System.Text.RegularExpressions;
using KB.Indexer.Trackers;

namespace KB.Indexer.Corpus.Articles;

/// <summary>How one kind of reference looks in running text or in backticks.</summary>
internal sealed partial record ReferencePattern
{
    /// <summary>What a match points at.</summary>
    public required ReferenceKind Kind { get; init; }

    /// <summary>Matches a mention; the group <c>target</c> names what it points at.</summary>
    public required Regex Form { get; init; }

    /// <summary>In backticks the whole text must match, elsewhere any part of it.</summary>
    public required bool InCode { get; init; }

    /// <summary>Tracker whose references these are; null for other kinds.</summary>
    public string? Tracker { get; init; }

    /// <summary>A text with one mention.</summary>
    public required string Example { get; init; }

    /// <summary>The target of that mention.</summary>
    public required string ExampleTarget { get; init; }

    // Stands before the tables that use it: statics are set in the order of the file.
    private static readonly string[] CommitTrackers = ["fixes", "commit", "elixir"];

    /// <summary>Rows for running text.</summary>
    public static IReadOnlyList<ReferencePattern> InText { get; } =
    [
        new() { Kind = ReferenceKind.File, Form = FileForm, InCode = false, Example = "see fs/sysfs/dir.c:30.", ExampleTarget = "fs/sysfs/dir.c:30" },
        new() { Kind = ReferenceKind.Commit, Form = CommitForm, InCode = false, Example = "since 0123456789ab, which", ExampleTarget = "0123456789ab" },
        new() { Kind = ReferenceKind.Function, Form = CallForm, InCode = false, Example = "in widget_flush() then", ExampleTarget = "widget_flush" },
        .. TrackerTable.All.Where(row => !CommitTrackers.Contains(row.Name)).Select(row => new ReferencePattern
        {
            Kind = ReferenceKind.Tracker, Form = row.Mention, InCode = false, Tracker = row.Name, Example = row.Example, ExampleTarget = $"{row.Name}:{row.ExampleId}",
        }),
    ];

    /// <summary>Rows for text in backticks, the first that fits counts.</summary>
    public static IReadOnlyList<ReferencePattern> InBackticks { get; } =
    [
        .. InText.Where(row => row.Kind != ReferenceKind.Function).Select(row => row with { InCode = true }),
        new() { Kind = ReferenceKind.Function, Form = NameForm, InCode = true, Example = "widget_flush+0x1d/0x40", ExampleTarget = "widget_flush" },
        new() { Kind = ReferenceKind.Title, Form = TitleForm, InCode = true, Example = "WARNING in widget_flush", ExampleTarget = "WARNING in widget_flush" },
    ];

    /// <summary>Rows for a fenced block <c>oops</c>.</summary>
    public static IReadOnlyList<ReferencePattern> InOops { get; } =
    [
        new() { Kind = ReferenceKind.File, Form = FileForm, InCode = false, Example = " widget_flush+0x1d/0x40 drivers/base/core.c:891 [inline]", ExampleTarget = "drivers/base/core.c:891" },
        new() { Kind = ReferenceKind.Function, Form = FrameForm, InCode = false, Example = " ? widget_flush.isra.0+0x1d/0x40", ExampleTarget = "widget_flush" },
    ];

    /// <summary>What a match points at; null when it only looks like a reference.</summary>
    public string? TargetOf(Match match)
    {
        if (Tracker is null)
        {
            return match.Groups["target"].Value;
        }

        string written = match.Groups["path"] is { Success: true } path ? $"{path.Value}#{match.Groups["id"].Value}" : match.Groups["id"].Value;
        return TrackerTable.Reference(Tracker, written) is { } reference ? $"{reference.Tracker}:{reference.Id}" : null;
    }

    // The folders at the top of the kernel tree, so that and/or.c is no file.
    [GeneratedRegex(@"(?<![\w./+-])(?<target>(?:arch|block|certs|crypto|Documentation|drivers|fs|include|init|io_uring|ipc|kernel|lib|mm|net|rust|samples|scripts|security|sound|tools|usr|virt)(?:/[\w.+-]{1,80}){1,12}?\.(?:c|h|S|rs|lds|dts|dtsi|rst|txt|yaml|py|sh|pl)(?::[1-9][0-9]{0,6})?)(?![\w/])")]
    private static partial Regex FileForm { get; }

    // 16 digits are an address or an id of ours, 20 an id of syzbot: a commit is abbreviated to 12 or a few more, or whole, or called one.
    [GeneratedRegex(@"(?<=\bcommit )(?<target>[0-9a-f]{8,40})\b|(?<![\w./:+=-])(?<target>(?=\d{0,39}[a-f])(?=[a-f]{0,39}\d)(?:[0-9a-f]{40}|[0-9a-f]{12,15}))\b(?![:/+=-]\w)")]
    private static partial Regex CommitForm { get; }

    [GeneratedRegex(@"(?<![\w./>-])(?<target>[A-Za-z_]\w{2,100})\(\)")]
    private static partial Regex CallForm { get; }

    // A name of one word alone is too often just a word.
    [GeneratedRegex(@"\A(?<target>(?=[^_]{0,100}_|\w{1,100}[(+])[A-Za-z_]\w{2,100})(?:\(\)|\+0x[0-9a-f]{1,8}(?:/0x[0-9a-f]{1,8})?)?\z")]
    private static partial Regex NameForm { get; }

    [GeneratedRegex(@"\A(?<target>[A-Z][^ ]{1,40}(?: [^ ]{1,100}){1,30}|[a-z]{3,20}(?: [^ ]{1,100}){1,30} in [\w.]{2,100})\z")]
    private static partial Regex TitleForm { get; }

    [GeneratedRegex(@"(?<![\w.])(?<target>[A-Za-z_]\w{1,100})(?:\.\w{1,20}){0,4}\+0x[0-9a-f]{1,8}/0x[0-9a-f]{1,8}")]
    private static partial Regex FrameForm { get; }
}
