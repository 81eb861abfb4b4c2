using KB.Indexer.Trackers;

namespace KB.Indexer.Tests.Trackers;

public sealed class TrackerTableTests
{
    public static TheoryData<string> Names => [.. TrackerTable.All.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_tracker_finds_exactly_the_bug_of_its_example(string name)
    {
        Tracker tracker = TrackerTable.FindTracker(name)!;

        TrackerReference found = Assert.Single(TrackerTable.Find(tracker.Example));

        Assert.Equal((name, tracker.ExampleId), (found.Tracker, found.Id));
    }

    [Fact]
    public void An_id_cannot_leave_its_place_in_the_address() =>
        Assert.Equal("https://lore.kernel.org/r/a%3Fb%23c%2Fd@example.org", TrackerTable.FindTracker("lore")!.Url("a?b#c/d@example.org"));

    [Theory, MemberData(nameof(Names))]
    public void The_address_of_a_bug_is_recognised_as_the_same_bug(string name)
    {
        Tracker tracker = TrackerTable.FindTracker(name)!;
        string url = tracker.Url(tracker.ExampleId);

        Assert.True(Uri.TryCreate(url, UriKind.Absolute, out _), url);
        // The address of a fixes tag is that of the commit.
        string there = name == "fixes" ? "commit" : name;
        Assert.Contains(TrackerTable.Find(url), found => found.Tracker == there && found.Id == tracker.ExampleId);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_mention_survives_quotes_markup_and_the_end_of_a_sentence(string name)
    {
        Tracker tracker = TrackerTable.FindTracker(name)!;
        // Only whole lines are tags, so quotes are tried on all and the rest on addresses.
        string url = tracker.Url(tracker.ExampleId);

        Assert.Contains(TrackerTable.Find("> > " + tracker.Example), found => found.Id == tracker.ExampleId);
        Assert.All([$"<{url}>", $"({url})", $"[here]({url})", $"see {url}.", $"{url},", $"<a href=\"{url}\">"],
            text => Assert.Contains(TrackerTable.Find(text), found => found.Id == tracker.ExampleId));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_query_that_names_tracker_and_id_is_the_reference(string name)
    {
        Tracker tracker = TrackerTable.FindTracker(name)!;

        Assert.Equal(new TrackerReference(name, tracker.ExampleId, tracker.Url(tracker.ExampleId)), TrackerTable.FindQuery($" {name}:{tracker.ExampleId} "));
    }

    [Theory]
    [InlineData("sysfs_warn_dup")]
    [InlineData("type:KASAN frame:widget_flush")]
    [InlineData("bugzilla:widget")]
    [InlineData("CVE-2024-1 CVE-2024-12345")]
    [InlineData("fs/sysfs/dir.c:30")]
    [InlineData("")]
    public void A_query_of_words_is_no_reference(string query) => Assert.Null(TrackerTable.FindQuery(query));

    [Theory]
    [InlineData("https://syzkaller.appspot.com/bug?id=0123456789abcdef0123456789abcdef01234567", "syzbot", "0123456789abcdef0123456789abcdef01234567")]
    [InlineData("https://syzkaller.appspot.com/bug?extid=0123456789ABCDEF0123", "syzbot", "0123456789abcdef0123")]
    [InlineData("https://lkml.kernel.org/r/widget.1%40example.org", "lore", "widget.1@example.org")]
    [InlineData("https://groups.google.com/d/msgid/widget-bugs/0000widget%40example.org.", "lore", "0000widget@example.org")]
    [InlineData("https://lore.kernel.org/all/a+b=c_d-1@example.org/T/#u", "lore", "a+b=c_d-1@example.org")]
    [InlineData("https://bugzilla.kernel.org/show_bug.cgi?foo=bar&id=4711#c3", "bugzilla", "4711")]
    [InlineData("https://bugzilla.opensuse.org/show_bug.cgi?id=4711", "suse", "4711")]
    [InlineData("LP: #4711", "launchpad", "4711")]
    [InlineData("https://github.com/example/widgets/pull/7#issuecomment-1", "github", "example/widgets#7")]
    [InlineData("https://gitlab.com/group/sub/widgets/issues/7", "gitlab", "gitlab.com/group/sub/widgets#7")]
    [InlineData("https://nvd.nist.gov/vuln/detail/cve-2024-12345", "cve", "CVE-2024-12345")]
    [InlineData("https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/commit/?h=v6.1&id=0123456789ab", "commit", "0123456789ab")]
    [InlineData("https://git.kernel.org/pub/scm/linux/kernel/git/netdev/net.git/commit/net/core/widget.c?id=0123456789ab", "commit", "0123456789ab")]
    [InlineData("https://git.kernel.org/linus/0123456789ab", "commit", "0123456789ab")]
    [InlineData("commit 0123456789ab (\"widget: flush\")", "commit", "0123456789ab")]
    [InlineData("[ Upstream commit 0123456789abcdef0123456789abcdef01234567 ]", "commit", "0123456789abcdef0123456789abcdef01234567")]
    [InlineData("#regzbot introduced: 0123456789ab", "fixes", "0123456789ab")]
    [InlineData("To: 987654-done@bugs.debian.org", "debian", "987654")]
    [InlineData("https://lore.kernel.org/netdev/%3Cwidget-1@example.org%3E/", "lore", "widget-1@example.org")]
    [InlineData("https://syzkaller.appspot.com/text?tag=CrashReport&x=0123456789abcd", "syzbot-text", "CrashReport#0123456789abcd")]
    public void Every_spelling_of_a_mention_gives_the_stored_id(string text, string tracker, string id)
    {
        TrackerReference found = Assert.Single(TrackerTable.Find(text));

        Assert.Equal((tracker, id), (found.Tracker, found.Id));
    }

    [Theory]
    [InlineData("testing commit 0123456789abcdef0123456789abcdef01234567 with gcc")]
    [InlineData("https://bugzilla.kernel.org/attachment.cgi?id=4711")]
    [InlineData("https://github.com/example/widgets")]
    [InlineData("https://lore.kernel.org/linux-widget/")]
    [InlineData("https://lore.kernel.org/all/?q=ann@example.org")]
    [InlineData("index 0123456789ab..89abcdef0123 100644")]
    [InlineData("HEAD commit:    0123456789ab Merge tag 'widgets'")]
    [InlineData("submit@bugs.debian.org")]
    [InlineData("RIP: 0010:widget_flush+0x12/0x34, bug 12345, #4711")]
    [InlineData("widget_flush fixes: everything")]
    [InlineData("https://syzkaller.appspot.com/bug?extid=01234")]
    public void What_only_looks_like_a_mention_is_none(string text) => Assert.Empty(TrackerTable.Find(text));

    [Fact]
    public void A_bug_named_twice_is_one_reference() =>
        Assert.Single(TrackerTable.Find("CVE-2024-12345 is cve-2024-12345"));

    [Fact]
    public void Tracker_names_are_distinct_and_fit_into_an_address() =>
        Assert.All(TrackerTable.All.GroupBy(row => row.Name), same => Assert.Matches("^[a-z][a-z-]+$", Assert.Single(same).Name));

    [Fact]
    public void A_list_of_thousands_of_bugs_gives_no_more_than_the_limit()
    {
        string text = string.Concat(Enumerable.Range(10000, 5000).Select(number => $"CVE-2024-{number}\n"));

        Assert.Equal(TrackerTable.MaxReferences, TrackerTable.Find(text).Count);
    }
}
