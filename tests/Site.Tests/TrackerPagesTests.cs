using System.Net;
using AngleSharp.Html.Parser;
using KB.Indexer.Search;
using KB.Site.Pages.Shared;

namespace KB.Site.Tests;

/// <summary>A crash that came in a mail, what was answered, and the ways from its trackers to its page and back.</summary>
public sealed class TrackerPagesTests(WritableSite site) : IClassFixture<WritableSite>, IAsyncLifetime
{
    private const string Extid = "fedcba98765432100123";

    private static readonly string Report = $"""
        From: syzbot <syzbot+{Extid}@syzkaller.appspotmail.com>
        To: linux-widget@vger.kernel.org
        Subject: [syzbot] [widget?] WARNING in widget_thread
        Date: Tue, 2 Jan 2024 10:00:00 +0100
        Message-ID: <thread-report@google.com>

        WARNING: CPU: 0 PID: 57 at widgets/thread.c:12 widget_thread+0x1d3/0x240 widgets/thread.c:12
        CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
        RIP: 0010:widget_thread+0x1d3/0x240 widgets/thread.c:12
        Call Trace:
         widget_close+0x10/0x20 widgets/close.c:30

        """;

    private const string Patch = """
        From: Ann <ann@example.org>
        To: linux-widget@vger.kernel.org
        Subject: [PATCH] widget: <thread> on close
        Date: Wed, 3 Jan 2024 10:00:00 +0100
        Message-ID: <thread-patch@example.org>
        In-Reply-To: <thread-report@google.com>

        Closes: https://bugzilla.kernel.org/show_bug.cgi?id=456789

        """;

    public async Task InitializeAsync()
    {
        using HttpClient client = site.Client();
        (await client.PostAsync("/api/reports", new StringContent(Report))).EnsureSuccessStatusCode();
        await client.PostAsync("/api/reports", new StringContent(Patch));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("syzbot/" + Extid)]
    [InlineData("bugzilla/456789")]
    [InlineData("lore/thread-report@google.com")]
    [InlineData("lore/thread-patch@example.org")]
    public async Task A_bug_of_a_tracker_leads_to_the_crash_that_its_report_or_an_answer_is_about(string bug)
    {
        using HttpClient client = site.Client(null);

        HttpResponseMessage answer = await client.GetAsync("/trackers/" + bug);

        Assert.Equal((HttpStatusCode.Found, "/crashes/" + Extid), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task A_bug_that_nothing_refers_to_is_not_found_and_may_be_searched_for()
    {
        using HttpClient client = site.Client(null);

        HttpResponseMessage answer = await client.GetAsync("/trackers/bugzilla/987987");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotNull(new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).QuerySelector("main input[name=q][value='987987']"));
    }

    [Fact]
    public async Task A_crash_shows_what_was_said_and_offers_its_citations()
    {
        using HttpClient client = site.Client(null);

        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/crashes/" + Extid));

        Assert.Equal("[PATCH] widget: <thread> on close", page.QuerySelector("a[href='https://lore.kernel.org/r/thread-patch@example.org']")?.TextContent);
        string[] lines = [.. page.QuerySelectorAll("[data-copy]").Select(line => line.TextContent)];
        Assert.Contains("#syz dup: WARNING in widget_thread", lines);
        Assert.Contains($"Reported-by: syzbot+{Extid}@syzkaller.appspotmail.com", lines);
        Assert.Contains(lines, line => line.StartsWith("Closes: http", StringComparison.Ordinal) && line.EndsWith("/crashes/" + Extid, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(".txt")]
    [InlineData(".md")]
    [InlineData(".json")]
    public async Task The_twins_of_a_crash_name_its_trackers_and_mails(string ending)
    {
        using HttpClient client = site.Client(null);
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/crashes/" + Extid));
        string answer = await client.GetStringAsync("/crashes/" + Extid + ending), twin = ending == ".json" ? System.Text.RegularExpressions.Regex.Unescape(answer) : answer;

        string[] said = [.. page.QuerySelectorAll("#trackers ~ ul.plain a[rel], #trackers ~ table a[rel]").Select(link => link.TextContent)];
        Assert.True(said.Length >= 3, string.Join('\n', said));
        Assert.DoesNotContain(said, words => !twin.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_unfolds_links_is_told_where_to_ask()
    {
        using HttpClient client = site.Client(null);
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/crashes/" + Extid));

        string address = page.QuerySelector("link[type='application/json+oembed']")!.GetAttribute("href")!;
        string answer = await client.GetStringAsync(address);

        Assert.StartsWith("http", address);
        Assert.Contains("\"title\":\"WARNING in widget_thread\"", answer);
    }

    /// <summary>Ids hold what has a meaning in addresses: a number sign, colons, slashes.</summary>
    [Theory]
    [InlineData("https://github.com/example/widgets/issues/42", "github:example/widgets#42")]
    [InlineData("https://dashboard.kernelci.org/issue/maestro:0123456789abcdef", "kernelci:issue/maestro:0123456789abcdef")]
    public async Task The_bug_of_a_result_leads_to_the_crash(string bug, string shown)
    {
        using HttpClient client = site.Client();
        string function = "widget_" + shown.Split(':')[0];
        HttpResponseMessage posted = await client.PostAsync("/api/reports", WritableSite.Crash($"WARNING in {function}", $"text of {function}, {bug}"));

        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/search?q=" + function));
        string link = page.QuerySelectorAll("ol.hits .meta a").Single(each => each.TextContent == shown).GetAttribute("href")!;
        string escaped = $"/trackers/{shown.Split(':')[0]}/{Uri.EscapeDataString(shown.Split(':', 2)[1])}";

        foreach (string address in new[] { link, escaped })
        {
            HttpResponseMessage answer = await client.GetAsync(address);
            Assert.Equal((HttpStatusCode.Found, posted.Headers.Location!.AbsolutePath), (answer.StatusCode, answer.Headers.Location?.ToString()));
        }
    }

    [Fact]
    public async Task A_function_leads_to_a_search_and_to_the_functions_around_it_whatever_their_names_hold()
    {
        using HttpClient client = site.Client();
        HttpResponseMessage posted = await client.PostAsync("/api/reports", new StringContent("""
            BUG: KASAN: slab-use-after-free in widget_inner+0x1d3/0x240
            Read of size 8 at addr ffff88810a2b3c40 by task kworker/u8:3/57
            Call Trace:
             widget_inner+0x1d3/0x240
             _RNvXs_Cs1234_6widgetRNtB4_5WheelNtB4_4Turn4turn+0x8a1/0x1680

            """));
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        var inner = new HtmlParser().ParseDocument(await client.GetStringAsync("/functions/widget_inner"));

        var outer = new HtmlParser().ParseDocument(await client.GetStringAsync(inner.QuerySelectorAll("#callers + ul a").Single().GetAttribute("href")));
        var search = new HtmlParser().ParseDocument(await client.GetStringAsync(outer.QuerySelectorAll(".meta a").Single(link => link.TextContent == "as a search").GetAttribute("href")));

        Assert.Equal("<&widget::Wheel as widget::Turn>::turn", outer.QuerySelector("h1")!.TextContent);
        Assert.Equal("fn:\"<&widget::Wheel as widget::Turn>::turn\"", search.QuerySelector("p.meta code")!.TextContent);
    }

    [Fact]
    public void A_decision_of_a_kind_that_is_not_known_is_told_as_it_is() =>
        Assert.Equal("{1} by somebody", DecisionWords.Short(new Decision("{1}", "a", null, "somebody", null, null)));

    [Fact]
    public async Task A_crash_unknown_to_syzbot_offers_no_command_to_it()
    {
        using HttpClient client = site.Client();
        HttpResponseMessage posted = await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_alone", "text of alone"));

        Assert.DoesNotContain("#syz", await client.GetStringAsync(posted.Headers.Location));
    }
}
