using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using KB.Indexer.Bisections;
using KB.Site.Pages;

namespace KB.Site.Tests;

[Collection(SiteCollection.Name)]
public sealed class BisectionPagesTests(SiteUnderTest site)
{
    private const string Seed = "possible deadlock in shmem_fallocate";

    [Fact]
    public async Task A_bisection_says_what_it_found_before_it_shows_how()
    {
        using IHtmlDocument page = await Page(await AddressOfSeed());

        string text = page.QuerySelector("article")!.TextContent;
        int[] order = [.. new[] { "oldest release", "Probability that the bug was", "is not the crash", "Revisions and runs" }.Select(part => text.IndexOf(part, StringComparison.Ordinal))];
        Assert.Equal(order.Order(), order);
        Assert.All(order, place => Assert.NotEqual(-1, place));
    }

    [Fact]
    public async Task Each_test_that_led_the_search_names_the_crash_that_decided_it()
    {
        using IHtmlDocument page = await Page(await AddressOfSeed());

        var rows = page.QuerySelectorAll("tr[id^=r]");
        Assert.Equal(24, rows.Length);
        Assert.All(rows.Where(row => row.QuerySelector("td.bad") is not null), row => Assert.NotEmpty(row.Children[4].TextContent.Trim()));
        Assert.Equal(rows.Count(row => row.QuerySelector("td.bad") is not null), page.QuerySelectorAll("figure path.decides").Length);
        Assert.NotEmpty(page.QuerySelectorAll("figure path.noise"));
    }

    [Theory]
    [InlineData("crashed: WARNING in widget_flush", "WARNING in widget_flush")]
    [InlineData("OK", "ok")]
    [InlineData("basic kernel testing failed: timed out", "test failed")]
    [InlineData("boot failed: can't ssh into the instance", "boot failed: can't ssh into the instance")]
    [InlineData("infra problem: out of quota", "infra problem: out of quota")]
    [InlineData("ignore: lost connection", "ignore: lost connection")]
    [InlineData("failed: no output", "failed: no output")]
    public void A_run_is_told_as_its_log_words_it(string words, string told)
    {
        Bisection bisection = BisectionParser.Parse($"""
            bisecting cause commit starting from 0123456789abcdef0123456789abcdef01234567
            testing commit 0123456789abcdef0123456789abcdef01234567 with gcc (GCC) 8.1.0
            run #0: {words}
            run #1: OK
            run #2: OK
            """)!;

        Assert.Equal(told == "ok" ? "3 × ok" : $"2 × ok, 1 × {told}", Pages.Shared.RunWords.Of(Assert.Single(bisection.Revisions)));
    }

    [Theory]
    [InlineData("title=shmem_fallocate", 1)]
    [InlineData("title=no_such_function", 0)]
    [InlineData("result=oldest-release", 1)]
    [InlineData("result=culprit", 0)]
    [InlineData("trust=0.999", 0)]
    [InlineData("trust=0.0001", 1)]
    [InlineData("subsystem=no-such-part", 0)]
    [InlineData("from=2020-01-01", 0)]
    public async Task The_list_is_filtered(string query, int rows)
    {
        using IHtmlDocument page = await Page("/bisections?" + query);

        Assert.Equal(rows, page.QuerySelectorAll("main tbody tr").Length);
    }

    [Fact]
    public async Task Names_of_one_bug_are_found_by_a_part_of_either()
    {
        using IHtmlDocument found = await Page("/bisections/duplicates?title=vfs_fallocate");
        using IHtmlDocument none = await Page("/bisections/duplicates?title=no_such_function");

        Assert.Contains(Seed, found.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(none.QuerySelectorAll("main tbody tr"));
    }

    [Fact]
    public async Task Duplicates_across_bisections_are_data_and_a_query_too()
    {
        using HttpClient reader = site.Reader();
        using JsonDocument all = JsonDocument.Parse(await reader.GetStringAsync("/bisections/duplicates.json"));
        using JsonDocument some = JsonDocument.Parse(await reader.GetStringAsync("/bisections/duplicates.json?title=no_such_function"));
        using JsonDocument query = JsonDocument.Parse(await reader.GetStringAsync("/search.json?q=is:renamed"));

        Assert.Contains(all.RootElement.GetProperty("changes").EnumerateArray(), seen => seen.GetProperty("change").GetProperty("from").GetString() == Seed);
        Assert.Equal(0, some.RootElement.GetProperty("changes").GetArrayLength());
        Assert.Contains(query.RootElement.GetProperty("hits").EnumerateArray(), hit => hit.GetProperty("title").GetString() == Seed);
    }

    [Fact]
    public async Task A_title_on_the_page_of_duplicates_leads_on()
    {
        using IHtmlDocument page = await Page("/bisections/duplicates");
        using HttpClient reader = site.Reader();

        string[] links = [.. page.QuerySelectorAll("main tbody a").Where(link => link.TextContent == Seed).Select(link => link.GetAttribute("href")!).Distinct()];
        Assert.NotEmpty(links);
        foreach (string address in links)
        {
            using HttpResponseMessage answer = await reader.GetAsync(address);
            Assert.True(answer.IsSuccessStatusCode, address);
        }
    }

    [Theory]
    [InlineData(0.9, "probably right")]
    [InlineData(0.5, "uncertain")]
    [InlineData(0.2, "doubtful")]
    [InlineData(0.01, "almost surely wrong")]
    public void A_probability_is_said_in_words(double trust, string words) => Assert.Equal(words, BisectionWords.Belief(trust));

    [Fact]
    public void A_revision_is_decided_by_the_title_of_most_of_its_crashes()
    {
        var revision = new Revision { Commit = new string('a', 40), Runs = [Crash("A"), Crash("B"), Crash("B"), new Run(3, "ok", null, null)] };

        Assert.Equal("B", BisectionWords.MainCrash(revision));
        Assert.Null(BisectionWords.MainCrash(revision with { Runs = [] }));
    }

    private static Run Crash(string title) => new(0, "crashed", title, null);

    private async Task<string> AddressOfSeed()
    {
        using IHtmlDocument page = await Page("/bisections?title=" + Uri.EscapeDataString(Seed));
        return page.QuerySelector("main tbody a")!.GetAttribute("href")!;
    }

    private async Task<IHtmlDocument> Page(string address)
    {
        using HttpClient reader = site.Reader();
        return new HtmlParser().ParseDocument(await reader.GetStringAsync(address));
    }
}
