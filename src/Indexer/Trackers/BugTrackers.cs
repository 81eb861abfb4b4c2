using System.Text.RegularExpressions;

namespace KB.Indexer.Trackers;

/// <summary>The trackers whose entries are bugs.</summary>
internal static partial class BugTrackers
{
    public static readonly IReadOnlyList<Tracker> All =
    [
        new()
        {
            Name = "syzbot",
            Title = "syzbot dashboard",
            Hints = ["syzkaller.appspot"],
            Mention = SyzbotMention,
            Id = SyzbotId,
            // 40 digits are the dashboard's own key, fewer (extid) the hash in the address of the bug's mails.
            Url = id => $"https://syzkaller.appspot.com/bug?{(id.Length == 40 ? "id" : "extid")}={id}",
            Example = "Reported-by: syzbot+0123456789abcdef0123@syzkaller.appspotmail.com",
            ExampleId = "0123456789abcdef0123",
            Normalize = Lower,
        },
        new()
        {
            Name = "bugzilla",
            Title = "bugzilla.kernel.org",
            Hints = ["bugzilla.kernel.org", "bko"],
            Mention = BugzillaMention,
            Id = Number,
            Url = id => $"https://bugzilla.kernel.org/show_bug.cgi?id={id}",
            Example = "Closes: https://bugzilla.kernel.org/show_bug.cgi?id=123456",
            ExampleId = "123456",
        },
        new()
        {
            Name = "redhat",
            Title = "Red Hat Bugzilla",
            Hints = ["bugzilla.redhat.com", "rhbz"],
            Mention = RedHatMention,
            Id = Number,
            Url = id => $"https://bugzilla.redhat.com/show_bug.cgi?id={id}",
            Example = "see https://bugzilla.redhat.com/1234567",
            ExampleId = "1234567",
        },
        new()
        {
            Name = "suse",
            Title = "SUSE and openSUSE Bugzilla",
            Hints = ["bugzilla.suse.com", "bugzilla.opensuse.org", "bugzilla.novell.com", "bsc#", "boo#", "bnc#"],
            Mention = SuseMention,
            Id = Number,
            Url = id => $"https://bugzilla.suse.com/show_bug.cgi?id={id}",
            Example = "References: bsc#1234567",
            ExampleId = "1234567",
        },
        new()
        {
            Name = "debian",
            Title = "Debian bug tracking system",
            Hints = ["bugs.debian.org"],
            Mention = DebianMention,
            Id = Number,
            Url = id => $"https://bugs.debian.org/{id}",
            Example = "https://bugs.debian.org/cgi-bin/bugreport.cgi?bug=987654",
            ExampleId = "987654",
        },
        new()
        {
            Name = "launchpad",
            Title = "Launchpad",
            Hints = ["launchpad.net", "LP:"],
            Mention = LaunchpadMention,
            Id = Number,
            Url = id => $"https://bugs.launchpad.net/bugs/{id}",
            Example = "BugLink: https://bugs.launchpad.net/ubuntu/+source/linux/+bug/1876543",
            ExampleId = "1876543",
        },
        new()
        {
            Name = "github",
            Title = "GitHub issues",
            Hints = ["github.com"],
            Mention = GitHubMention,
            Id = ProjectNumber,
            Url = id => $"https://github.com/{id.Replace("#", "/issues/", StringComparison.Ordinal)}",
            Example = "reported as https://github.com/example/widgets/issues/42",
            ExampleId = "example/widgets#42",
        },
        new()
        {
            Name = "gitlab",
            Title = "GitLab issues (gitlab.com, gitlab.freedesktop.org, …)",
            Hints = ["gitlab."],
            Mention = GitLabMention,
            Id = ProjectNumber,
            Url = id => $"https://{id.Replace("#", "/-/issues/", StringComparison.Ordinal)}",
            Example = "Closes: https://gitlab.freedesktop.org/example/widgets/-/issues/42",
            ExampleId = "gitlab.freedesktop.org/example/widgets#42",
        },
        new()
        {
            Name = "cve",
            Title = "CVE",
            Hints = ["CVE-"],
            Mention = CveMention,
            Id = CveId,
            Url = id => $"https://www.cve.org/CVERecord?id={id}",
            Example = "This is CVE-2024-12345.",
            ExampleId = "CVE-2024-12345",
            Normalize = id => id.ToUpperInvariant(),
        },
        new()
        {
            Name = "regzbot",
            Title = "regzbot",
            Hints = ["regtracking.leemhuis.info"],
            Mention = RegzbotMention,
            Id = RegzbotId,
            Url = id => $"https://linux-regtracking.leemhuis.info/regzbot/regression/{id}/",
            Example = "https://linux-regtracking.leemhuis.info/regzbot/regression/lore/20240102.widget@example.org/",
            ExampleId = "lore/20240102.widget@example.org",
            Normalize = Unescape,
        },
        new()
        {
            Name = "kernelci",
            Title = "KernelCI",
            Hints = ["kernelci.org"],
            Mention = KernelCiMention,
            Id = KernelCiId,
            Url = id => $"https://dashboard.kernelci.org/{id}",
            Example = "https://dashboard.kernelci.org/issue/maestro:0123456789abcdef",
            ExampleId = "issue/maestro:0123456789abcdef",
        },
    ];

    /// <summary>Trackers whose ids stand for one bug each; those of KernelCI stand for builds and tests too.</summary>
    public static readonly IReadOnlySet<string> OfOneBug =
        new HashSet<string>(StringComparer.Ordinal) { "syzbot", "bugzilla", "redhat", "suse", "debian", "launchpad", "github", "gitlab", "cve", "regzbot" };

    internal static string Lower(string id) => id.ToLowerInvariant();

    internal static string Unescape(string id) => Uri.UnescapeDataString(id);

    [GeneratedRegex(@"syzbot\+(?<id>[0-9a-f]{16,20})@syzkaller\.appspotmail\.com|syzkaller\.appspot\.com/bug\?(?:ext)?id=(?<id>[0-9a-f]{16,40})\b", RegexOptions.IgnoreCase)]
    private static partial Regex SyzbotMention { get; }

    [GeneratedRegex(@"\A(?:[0-9a-f]{16,20}|[0-9a-f]{40})\z")]
    private static partial Regex SyzbotId { get; }

    [GeneratedRegex(@"\A[1-9][0-9]{0,9}\z")]
    internal static partial Regex Number { get; }

    [GeneratedRegex(@"bugzilla\.kernel\.org/(?:show_bug\.cgi\?(?:[\w=&;]{1,80}[&;])?id=)?0{0,9}(?<id>\d{1,9})\b|\bbko ?#(?<id>\d{1,9})\b", RegexOptions.IgnoreCase)]
    private static partial Regex BugzillaMention { get; }

    [GeneratedRegex(@"bugzilla\.redhat\.com/(?:show_bug\.cgi\?(?:[\w=&;]{1,80}[&;])?id=)?(?<id>\d{1,9})\b|\brhbz ?#(?<id>\d{1,9})\b", RegexOptions.IgnoreCase)]
    private static partial Regex RedHatMention { get; }

    [GeneratedRegex(@"bugzilla\.(?:suse\.com|opensuse\.org|novell\.com)/(?:show_bug\.cgi\?id=)?(?<id>\d{1,9})\b|\b(?:bsc|boo|bnc)#(?<id>\d{1,9})\b", RegexOptions.IgnoreCase)]
    private static partial Regex SuseMention { get; }

    [GeneratedRegex(@"bugs\.debian\.org/(?:cgi-bin/bugreport\.cgi\?(?:[\w=&;]{1,80}[&;])?bug=)?#?(?<id>\d{1,9})\b|\b(?<id>\d{3,9})(?:-[a-z]{3,12})?@bugs\.debian\.org", RegexOptions.IgnoreCase)]
    private static partial Regex DebianMention { get; }

    [GeneratedRegex(@"launchpad\.net/(?:[\w.+~/-]{1,200}/)?(?:\+bug|bugs)/(?<id>\d{1,9})\b|\bLP: ?#(?<id>\d{1,9})\b")]
    private static partial Regex LaunchpadMention { get; }

    [GeneratedRegex(@"\bgithub\.com/(?<path>[\w.-]{1,60}/[\w.-]{1,100})/(?:issues|pull)/(?<id>\d{1,9})\b")]
    private static partial Regex GitHubMention { get; }

    [GeneratedRegex(@"\b(?<path>gitlab\.[\w.-]{1,60}(?:/[\w.+-]{1,60}){1,6}?)/(?:-/)?(?:issues|work_items|merge_requests)/(?<id>\d{1,9})\b")]
    private static partial Regex GitLabMention { get; }

    [GeneratedRegex(@"\A[\w.+-]{1,60}(?:/[\w.+-]{1,100}){1,7}#\d{1,9}\z")]
    private static partial Regex ProjectNumber { get; }

    [GeneratedRegex(@"\b(?<id>CVE-\d{4}-\d{4,7})\b", RegexOptions.IgnoreCase)]
    private static partial Regex CveMention { get; }

    [GeneratedRegex(@"\ACVE-\d{4}-\d{4,7}\z")]
    private static partial Regex CveId { get; }

    [GeneratedRegex(@"regtracking\.leemhuis\.info/(?:regzbot|tracked-regression)/regression/(?<id>\w{1,20}/[^\s/<>""')\]]{1,250})")]
    private static partial Regex RegzbotMention { get; }

    [GeneratedRegex(@"\A\w{1,20}/[^\s/<>""')\]]{1,250}\z")]
    private static partial Regex RegzbotId { get; }

    [GeneratedRegex(@"dashboard\.kernelci\.org/(?<id>(?:issue|test|build|tree)/[\w.:-]{1,200}\w)")]
    private static partial Regex KernelCiMention { get; }

    [GeneratedRegex(@"\A(?:issue|test|build|tree)/[\w.:-]{1,200}\z")]
    private static partial Regex KernelCiId { get; }
}
