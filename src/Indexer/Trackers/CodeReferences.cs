using System.Text.RegularExpressions;

namespace KB.Indexer.Trackers;

/// <summary>References into the kernel's history and source.</summary>
internal static partial class CodeReferences
{
    public static readonly IReadOnlyList<Tracker> All =
    [
        new()
        {
            Name = "fixes",
            Title = "commit that broke it, by a Fixes: tag",
            Hints = ["fixes:", "#regzbot"],
            Mention = FixesMention,
            Id = Hash,
            Url = CommitUrl,
            Example = "Fixes: 0123456789ab (\"widget: flush on close\")",
            ExampleId = "0123456789ab",
            Normalize = BugTrackers.Lower,
        },
        new()
        {
            Name = "commit",
            Title = "commits of the kernel (torvalds, stable, next)",
            Hints = ["commit", "git.kernel.org"],
            Mention = CommitMention,
            Id = Hash,
            Url = CommitUrl,
            Example = "fixed by https://git.kernel.org/torvalds/c/0123456789abcdef0123456789abcdef01234567",
            ExampleId = "0123456789abcdef0123456789abcdef01234567",
            Normalize = BugTrackers.Lower,
        },
        new()
        {
            Name = "elixir",
            Title = "Elixir (source lines at a release)",
            Hints = ["elixir.bootlin.com/linux/", "elixir.free-electrons.com/linux/"],
            Mention = ElixirMention,
            Id = ElixirId,
            Url = id => $"https://elixir.bootlin.com/linux/{id}",
            Example = "https://elixir.bootlin.com/linux/v6.1/source/fs/sysfs/dir.c#L30",
            ExampleId = "v6.1/source/fs/sysfs/dir.c#L30",
        },
    ];

    private static string CommitUrl(string id) => $"https://git.kernel.org/torvalds/c/{id}";

    // The tag at the start of a line (quoted or not), with the hash first; regzbot is told so too.
    [GeneratedRegex(@"^[ \t>|]{0,40}(?:Fixes:|#regzbot \^?introduced:?)[ \t]{1,8}(?:commit[ \t])?(?<id>[0-9a-f]{8,40})\b", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex FixesMention { get; }

    // A bare hash behind "commit" counts where a title, a git header or "upstream" follows: logs are full of others.
    [GeneratedRegex(@"git\.kernel\.org/(?:[\w./~-]{1,200}/commit/(?:[\w./+-]{1,200})?\?[\w=&;./-]{0,120}?\bid=|(?:linus|torvalds|stable|next)/(?:c/)?)(?<id>[0-9a-f]{8,40})\b|github\.com/torvalds/linux/commit/(?<id>[0-9a-f]{8,40})\b|(?<!testing )\bcommit:? {1,4}(?<id>[0-9a-f]{8,40})(?= upstream|\s\(""|\r?\nAuthor:|\r?\nMerge:)|(?:cherry picked from|\[ Upstream) commit (?<id>[0-9a-f]{8,40})\b", RegexOptions.IgnoreCase)]
    private static partial Regex CommitMention { get; }

    [GeneratedRegex(@"\A[0-9a-f]{8,40}\z")]
    private static partial Regex Hash { get; }

    [GeneratedRegex(@"elixir\.(?:bootlin|free-electrons)\.com/linux/(?<id>[\w.-]{1,40}/source/[\w./+-]{1,200}\w(?:#L\d{1,6})?)")]
    private static partial Regex ElixirMention { get; }

    [GeneratedRegex(@"\A[\w.-]{1,40}/source/[\w./+-]{1,200}(?:#L\d{1,6})?\z")]
    private static partial Regex ElixirId { get; }
}
