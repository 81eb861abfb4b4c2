using KB.Indexer.Corpus;
using KB.Indexer.Search;
using KB.Indexer.Tests.Durability;

namespace KB.Indexer.Tests.Corpus;

/// <summary>Mails of a corpus, read into an index: what is said in a thread belongs to the crash that the thread is about.</summary>
public sealed class ThreadTests : IDisposable
{
    private const string Extid = "0123456789abcdef0123";

    private readonly DataFolder folder = new();

    [Fact]
    public void A_patch_in_the_thread_of_a_report_gives_the_crash_its_references()
    {
        Report("b", "widget_flush", "report-1@example.org");
        Mail("a", "Ann <ann@example.org>", "[PATCH] widget: flush on close", "patch-1@example.org", "report-1@example.org",
            "Fixes: 89abcdef0123 (\"widget: add\")\nCloses: https://bugzilla.kernel.org/show_bug.cgi?id=123456\n");

        Crash crash = Crash("report-1@example.org");

        Reply patch = Assert.Single(crash.Replies);
        Assert.Equal(("patch-1@example.org", true, "https://lore.kernel.org/r/patch-1@example.org"), (patch.MessageId, patch.IsPatch, patch.Url));
        Assert.Equal(["bugzilla:123456", "fixes:89abcdef0123"], crash.Trackers.Select(found => $"{found.Tracker}:{found.Id}"));
        Assert.Equal(crash.Id, Assert.Single(folder.Index().FindTracker("bugzilla", "123456")).Id);
        Assert.Equal(crash.Id, Assert.Single(folder.Index().FindTracker("lore", "patch-1@example.org")).Id);
    }

    [Fact]
    public void An_answer_to_a_mail_that_is_not_there_is_tied_by_the_references_of_its_thread()
    {
        Report("a", "widget_flush", "report-1@example.org");
        Mail("b", "Ann <ann@example.org>", "Re: crash", "answer-2@example.org", "answer-1@example.org", "#syz fix: widget: flush on close\n", "report-1@example.org");

        Crash crash = Crash("report-1@example.org");

        Assert.Equal(("fixed", "widget: flush on close"), (crash.Status, crash.FixedBy));
        Assert.Equal("answer-2@example.org", Assert.Single(crash.Replies).MessageId);
    }

    [Fact]
    public void A_mail_outside_of_the_thread_belongs_to_the_bug_of_syzbot_that_it_names()
    {
        Report("a", "widget_flush", "report-1@google.com", $"syzbot <syzbot+{Extid}@syzkaller.appspotmail.com>");
        Mail("b", "Ann <ann@example.org>", "[PATCH] widget: flush on close", "patch-1@example.org", null, $"Reported-by: syzbot+{Extid}@syzkaller.appspotmail.com\n");

        Assert.Equal("patch-1@example.org", Assert.Single(Crash(Extid).Replies).MessageId);
    }

    [Fact]
    public void A_list_of_bugs_is_about_none_of_them()
    {
        Report("a", "widget_flush", "report-1@google.com", $"syzbot <syzbot+{Extid}@syzkaller.appspotmail.com>");
        Mail("b", "syzbot <syzbot+list0000000000000000@syzkaller.appspotmail.com>", "[syzbot] Monthly widget report", "list-1@google.com", null,
            string.Concat(Enumerable.Range(0, 9).Select(i => $"https://syzkaller.appspot.com/bug?extid={i}{Extid[1..]}\n")));

        Assert.Empty(Crash(Extid).Replies);
    }

    [Fact]
    public void An_answer_without_a_report_is_no_crash()
    {
        Report("a", "widget_flush", "report-1@google.com", $"syzbot <syzbot+{Extid}@syzkaller.appspotmail.com>");
        Mail("b", $"syzbot <syzbot+{Extid}@syzkaller.appspotmail.com>", "Re: [syzbot] WARNING in widget_flush", "tested-1@google.com", "report-1@google.com", "syzbot has tested the patch\n");

        Assert.Equal("tested-1@google.com", Assert.Single(Crash(Extid).Replies).MessageId);
        Assert.Equal(2, folder.Index().Stats().Crashes);
    }

    [Fact]
    public void A_mail_that_is_gone_takes_its_references_with_it()
    {
        Report("a", "widget_flush", "report-1@example.org");
        string answer = Mail("b", "Ann <ann@example.org>", "Re: crash", "answer-1@example.org", "report-1@example.org", "see CVE-2024-12345\n");
        Assert.NotEmpty(Crash("report-1@example.org").Trackers);

        File.Delete(answer);

        Assert.Empty(Crash("report-1@example.org").Trackers);
        Assert.Empty(Crash("report-1@example.org").Replies);
    }

    [Fact]
    public void The_same_log_in_a_mail_and_in_a_file_is_one_report_that_stands_in_two_places()
    {
        Report("a", "widget_flush", "report-1@example.org");
        File.WriteAllText(Path.Combine(folder.Corpus, "copy.log"), Oops("widget_flush"));

        Crash crash = Crash("report-1@example.org");

        Assert.Equal(2, Assert.Single(crash.Reports).Seen);
        Assert.Equal(["a.eml", "copy.log"], crash.Mentions.Select(mention => mention.Path));
    }

    public void Dispose() => folder.Dispose();

    private Crash Crash(string mailOrId)
    {
        folder.Update();
        CrashIndex index = folder.Index();
        return index.FindCrash(mailOrId) ?? index.FindCrash(index.FindTracker("lore", mailOrId)[0].Id)!;
    }

    private void Report(string file, string function, string id, string from = "Bob <bob@example.org>") =>
        Mail(file, from, $"WARNING in {function}", id, null, "It crashed:\n" + Oops(function));

    private string Mail(string file, string from, string subject, string id, string? parent, string text, string? thread = null)
    {
        string path = Path.Combine(folder.Corpus, file + ".eml");
        string answers = parent is null ? "" : $"In-Reply-To: <{parent}>\nReferences: {(thread is null ? "" : $"<{thread}> ")}<{parent}>\n";
        File.WriteAllText(path, $"From: {from}\nTo: linux-widget@vger.kernel.org\nSubject: {subject}\nDate: Tue, 2 Jan 2024 10:00:00 +0100\nMessage-ID: <{id}>\n{answers}\n{text}");
        return path;
    }

    private static string Oops(string function) => $"""
        [  101.000001] ------------[ cut here ]------------
        [  101.000001] WARNING: CPU: 0 PID: 57 at widgets/flush.c:12 {function}+0x1d3/0x240
        [  101.000001] CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
        [  101.000001] RIP: 0010:{function}+0x1d3/0x240
        [  101.000001] Call Trace:
        [  101.000001]  widget_close+0x10/0x20
        [  101.000001]  widget_release+0x10/0x20
        [  101.000001] ---[ end trace 0000000000000000 ]---

        """;
}
