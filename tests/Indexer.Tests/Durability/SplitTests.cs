using KB.Indexer.Corpus;
using KB.Indexer.Search;

namespace KB.Indexer.Tests.Durability;

/// <summary>Merges that people undo, in the index as it runs.</summary>
public sealed class SplitTests : IDisposable
{
    private const string Extid = "0123456789abcdef0123";

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_report_that_was_merged_is_a_crash_of_its_own_at_once()
    {
        Post(20);
        Crash crash = Grown();
        string report = crash.Reports[0].Id == crash.Id ? crash.Reports[1].Id : crash.Reports[0].Id;

        Decide("not-dup", report, Merged(report));

        CrashIndex index = folder.Index();
        Crash left = index.FindCrash(crash.Id)!, own = index.FindCrash(report)!;
        Assert.Equal((crash.Id, report), (left.Id, own.Id));
        Assert.Equal(crash.Reports.Count, left.Reports.Count + own.Reports.Count);
        Assert.Equal((left.Reports.Count, own.Reports.Count), (Listed(left.Id).Reports, Listed(own.Id).Reports));
        Assert.Contains(own.Decisions, decision => decision.Kind == "not-dup" && decision.Why == "another object");
        Assert.Empty(DataCheck());
    }

    [Fact]
    public void Splits_leave_what_a_rebuild_makes_and_hold_for_what_comes_later()
    {
        Post(20);
        Crash crash = Grown();
        foreach (string report in crash.Reports.Select(report => report.Id).Where(id => id != crash.Id).Order(StringComparer.Ordinal).Take(2))
        {
            Decide("not-dup", report, crash.Id);
        }

        Assert.Equal(crash.Id, folder.Index().FindCrashId(crash.Id));
        Post(60);
        string grown = Picture();

        Directory.Delete(Path.Combine(folder.Data, "index"), recursive: true);
        folder.Update();

        Assert.Equal(grown, Picture());
        Assert.Contains("not-dup", grown);
    }

    [Fact]
    public void What_a_person_merged_is_split_where_the_merge_was_not()
    {
        Post(20);
        string[] two = [.. folder.Index().MostSeen(0, 2).Select(row => row.Crash)];
        Crash first = folder.Index().FindCrash(two[0])!, second = folder.Index().FindCrash(two[1])!;
        Decide("fixed-by", two[1], "widget: lock first");
        Decide("dup", two[1], two[0]);
        Assert.Equal(two[0], folder.Index().FindCrashId(two[1]));

        Decide("not-dup", two[1], two[0]);

        CrashIndex index = folder.Index();
        Assert.Equal(first.Reports.Select(report => report.Id), index.FindCrash(two[0])!.Reports.Select(report => report.Id));
        Assert.Equal(second.Reports.Select(report => report.Id), index.FindCrash(two[1])!.Reports.Select(report => report.Id));
        Assert.Equal(("open", "fixed"), (index.FindCrash(two[0])!.Status, index.FindCrash(two[1])!.Status));
    }

    [Fact]
    public void An_undup_in_a_mail_undoes_the_dup()
    {
        Mail("a", "widget_flush", Extid, "");
        Mail("b", "gadget_poll", Extid[1..] + "4", "");
        Mail("c", null, Extid, "#syz dup: WARNING in gadget_poll\n");
        folder.Update();
        string gadget = Assert.Single(folder.Index().FindTracker("syzbot", Extid[1..] + "4")).Id, merged = Assert.Single(folder.Index().FindTracker("syzbot", Extid)).Id;
        Assert.Equal(gadget, merged);

        Mail("d", null, Extid, "#syz undup\n");
        folder.Update();

        Assert.Equal("WARNING in widget_flush", folder.Index().FindCrash(Assert.Single(folder.Index().FindTracker("syzbot", Extid)).Id)!.Title);
        Assert.Equal(gadget, Assert.Single(folder.Index().FindTracker("syzbot", Extid[1..] + "4")).Id);
    }

    [Fact]
    public void What_a_mail_decided_ends_with_the_mail()
    {
        Mail("a", "widget_flush", Extid, "");
        Mail("b", "gadget_poll", Extid[1..] + "4", "");
        folder.Update();
        string before = Picture();
        Mail("c", null, Extid, "#syz dup: WARNING in gadget_poll\n");
        Mail("d", null, Extid[1..] + "4", "#syz fix: gadget: poll once\n");
        folder.Update();
        Assert.Equal("fixed", folder.Index().FindCrash(Assert.Single(folder.Index().FindTracker("syzbot", Extid)).Id)!.Status);
        Assert.NotEqual(before, Picture());

        File.Delete(Path.Combine(folder.Corpus, "c.eml"));
        folder.Update();
        Assert.Equal(["fixed", "open"], folder.Index().Newest(0, 9).Where(row => row.Title != "WARNING in widget_corpus").Select(row => folder.Index().FindCrash(row.Crash)!.Status).Order());

        File.Delete(Path.Combine(folder.Corpus, "d.eml"));
        folder.Update();
        Assert.Equal(before, Picture());
        Assert.Equal(["open"], folder.Index().Newest(0, 9).Select(row => folder.Index().FindCrash(row.Crash)!.Status).Distinct());
        Assert.Empty(DataCheck());
    }

    [Theory]
    [InlineData("not-dup", "corpus-1", "corpus-1", "one report")]
    [InlineData("dup", "corpus-1", "corpus-1", "one crash already")]
    [InlineData("dup", "corpus-1", "unknown", "no crash with the id in \"other\"")]
    [InlineData("dup", "unknown", "corpus-1", "no crash with the id in \"crash\"")]
    [InlineData("merge", "corpus-1", "corpus-1", "is one of")]
    [InlineData("fixed-by", "corpus-1", " ", "is missing")]
    public void A_decision_about_nothing_says_why(string kind, string crash, string other, string doubt)
    {
        folder.Update();

        (Decision? decision, string? said) = folder.Index().Decide(kind, crash, other, "A. Maintainer", null);

        Assert.Null(decision);
        Assert.Contains(doubt, said);
    }

    /// <summary>Console logs of crashes made on purpose, the first so many in an order that mixes their causes.</summary>
    private void Post(int count)
    {
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "corpus", "crashes", "x86-61-kasan"), "*.log").OrderBy(file => Path.GetFileName(file)[^9..], StringComparer.Ordinal).ThenBy(file => file, StringComparer.Ordinal).Take(count)];
        folder.With([.. files.Skip(count == 60 ? 20 : 0).Select(file => JournalEntry.OfText(File.ReadAllText(file), DateTimeOffset.UnixEpoch))]).Update();
    }

    /// <summary>The crash with the most reports.</summary>
    private Crash Grown()
    {
        Crash crash = folder.Index().FindCrash(folder.Index().MostSeen(0, 1)[0].Crash)!;
        Assert.InRange(crash.Reports.Count, 3, 20);
        return crash;
    }

    private FoundDocument Listed(string id) => folder.Index().MostSeen(0, 100).Single(row => row.Crash == id);

    /// <summary>The report with which one was merged.</summary>
    private string Merged(string report) =>
        folder.Index().FindCrash(report)!.Decisions.Single(decision => decision.Kind == "merge" && decision.Other == report).Why!.Split(' ', ';')[3];

    private void Decide(string kind, string crash, string other)
    {
        (Decision? decision, string? doubt) = folder.Index().Decide(kind, crash, other, "A. Maintainer", "another object");
        Assert.Null(doubt);
        folder.With(JournalEntry.Of(decision!)).Update();
    }

    private void Mail(string name, string? function, string bug, string text)
    {
        string report = function is null ? "" : $"WARNING: CPU: 0 PID: 1 at drivers/{function}.c:1 {function}+0x1/0x2\nCPU: 0 PID: 1 Comm: {name} Not tainted 6.1.0 #1\nCall Trace:\n {function}+0x1/0x2\n {function}_caller+0x1/0x2\n";
        File.WriteAllText(Path.Combine(folder.Corpus, name + ".eml"),
            $"From: {(function is null ? "Ann <ann@example.org>" : $"syzbot <syzbot+{bug}@syzkaller.appspotmail.com>")}\nTo: syzbot+{bug}@syzkaller.appspotmail.com\n"
            + $"Subject: {(function is null ? "Re: " : "")}WARNING in {function}\nMessage-ID: <{name}@example.org>\nDate: Thu, 1 Jan 2026 00:00:00 +0000\n\n{text}{report}");
    }

    private string Picture()
    {
        CrashIndex index = folder.Index();
        return string.Join('\n', index.Newest(0, 1000).Select(row => index.FindCrash(row.Crash)!).OrderBy(crash => crash.Id, StringComparer.Ordinal)
            .Select(crash => $"{crash.Id} {crash.Title} {string.Join(',', crash.Reports.Select(report => report.Id))} {string.Join(',', crash.Decisions.Select(decision => $"{decision.Kind} {decision.Crash} {decision.Other}"))}"));
    }

    private List<DataFault> DataCheck() => CatalogueCheck.Run(folder.Data);
}
