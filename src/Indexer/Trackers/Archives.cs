using System.Text.RegularExpressions;

namespace KB.Indexer.Trackers;

/// <summary>Where mails and patches are kept.</summary>
internal static partial class Archives
{
    /// <summary>RFC 5322 limits a line to 998 characters; ids seen in kernel mail stay below 150.</summary>
    public const int MaxMessageId = 400;

    public static readonly IReadOnlyList<Tracker> All =
    [
        new()
        {
            Name = "lore",
            Title = "lore.kernel.org (mail by Message-ID)",
            Hints = ["lore.kernel.org/", "lkml.kernel.org/", "/msgid/", "msgid.link/"],
            Mention = LoreMention,
            Id = MessageId,
            Url = id => $"https://lore.kernel.org/r/{Uri.EscapeDataString(id).Replace("%40", "@", StringComparison.Ordinal)}",
            Example = "Link: https://lore.kernel.org/linux-widget/20240102.widget-1@example.org/",
            ExampleId = "20240102.widget-1@example.org",
            Normalize = id => BugTrackers.Unescape(id).Trim('<', '>').TrimEnd('.', ','),
        },
        new()
        {
            Name = "lkml",
            Title = "lkml.org",
            Hints = ["lkml.org/lkml/"],
            Mention = LkmlMention,
            Id = LkmlId,
            Url = id => $"https://lkml.org/lkml/{id}",
            Example = "https://lkml.org/lkml/2019/12/24/17",
            ExampleId = "2019/12/24/17",
        },
        new()
        {
            Name = "patchwork",
            Title = "patchwork",
            Hints = ["patchwork."],
            Mention = PatchworkMention,
            Id = PatchworkId,
            Url = id => $"https://patchwork.{id}/",
            Example = "https://patchwork.kernel.org/project/linux-widget/patch/20240102.widget-1@example.org/",
            ExampleId = "kernel.org/project/linux-widget/patch/20240102.widget-1@example.org",
            Normalize = BugTrackers.Unescape,
        },
        new()
        {
            Name = "syzbot-text",
            Title = "texts kept by syzbot (logs, reports, reproducers)",
            Hints = ["syzkaller.appspot.com/x/", "syzkaller.appspot.com/text?"],
            Mention = TextMention,
            Id = TextId,
            Url = id => id.Split('#') is [{ } name, { } key] && name.Contains('.', StringComparison.Ordinal)
                ? $"https://syzkaller.appspot.com/x/{name}?x={key}"
                : $"https://syzkaller.appspot.com/text?tag={id.Replace("#", "&x=", StringComparison.Ordinal)}",
            Example = "bisection log:  https://syzkaller.appspot.com/x/bisect.txt?x=0123456789abcd",
            ExampleId = "bisect.txt#0123456789abcd",
        },
    ];

    [GeneratedRegex(@"(?:(?:lore|lkml)\.kernel\.org/[\w.-]{1,80}/|/d/msgid/[\w.-]{1,80}/|msgid\.link/)(?:%3C)?(?<id>(?!\?)[^\s/<>""'()\[\]@%]{1,250}(?:%[0-9A-Fa-f]{2}[^\s/<>""'()\[\]@%]{0,250}){0,8}(?:@[\w.-]{1,250})?)")]
    private static partial Regex LoreMention { get; }

    [GeneratedRegex(@"\A[^\s/<>@]{1,250}@[\w.-]{1,250}\z")]
    private static partial Regex MessageId { get; }

    [GeneratedRegex(@"lkml\.org/lkml/(?<id>\d{4}/\d{1,2}/\d{1,2}/\d{1,6})\b")]
    private static partial Regex LkmlMention { get; }

    [GeneratedRegex(@"\A\d{4}/\d{1,2}/\d{1,2}/\d{1,6}\z")]
    private static partial Regex LkmlId { get; }

    [GeneratedRegex(@"patchwork\.(?<id>[\w.-]{1,60}/(?:[\w.-]{1,60}/){0,3}(?:patch|series)/[^\s/<>""'()\[\]]{1,250})")]
    private static partial Regex PatchworkMention { get; }

    [GeneratedRegex(@"\A[\w.-]{1,60}/(?:[\w.-]{1,60}/){0,3}(?:patch|series)/[^\s/<>""'()\[\]]{1,250}\z")]
    private static partial Regex PatchworkId { get; }

    [GeneratedRegex(@"syzkaller\.appspot\.com/(?:x/(?<path>(?:bisect|report|log|repro|patch|error|minfo)\.(?:txt|syz|c|diff)|\.config)\?x=|text\?tag=(?<path>[A-Za-z]{3,20})&(?:amp;)?x=)(?<id>[0-9a-f]{8,16})\b")]
    private static partial Regex TextMention { get; }

    [GeneratedRegex(@"\A[A-Za-z.]{3,20}#[0-9a-f]{8,16}\z")]
    private static partial Regex TextId { get; }
}
