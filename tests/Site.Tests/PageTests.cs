using System.Collections.Concurrent;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace KB.Site.Tests;

[Collection(SiteCollection.Name)]
public sealed class PageTests(SiteUnderTest site)
{
    private const int MostBytes = 60_000;

    /// <summary>Links from the home page to any other of the corpus: more mean that pages lead to new ones without end.</summary>
    private const int MostSteps = 40;

    [Fact]
    public async Task Every_internal_link_leads_somewhere_and_no_page_is_heavy_or_malformed()
    {
        using HttpClient reader = site.Reader();
        var seen = new HashSet<string>();
        var wrong = new ConcurrentBag<string>();
        string[] next = ["/"];
        for (int step = 0; next.Length > 0; step++)
        {
            Assert.True(step < MostSteps, $"{seen.Count} pages, and still new ones: {string.Join(' ', next.Take(10))}");
            seen.UnionWith(next);
            var found = new ConcurrentDictionary<string, bool>();
            await Parallel.ForEachAsync(next, async (address, _) =>
            {
                foreach (string link in await LinksOf(reader, address, wrong))
                {
                    found.TryAdd(link, true);
                }
            });
            next = [.. found.Keys.Except(seen)];
        }

        Assert.Empty(wrong);
        Assert.True(seen.Count > 1000, $"only {seen.Count} pages");
    }

    private static async Task<IEnumerable<string>> LinksOf(HttpClient reader, string address, ConcurrentBag<string> wrong)
    {
        using HttpResponseMessage response = await reader.GetAsync(address);
        if ((int)response.StatusCode is >= 300 and < 400)
        {
            return Internal(response.Headers.Location?.ToString());
        }

        if (!response.IsSuccessStatusCode)
        {
            wrong.Add($"{address}: {(int)response.StatusCode}");
        }

        return response.Content.Headers.ContentType?.MediaType == "text/html" ? LinksIn(address, await response.Content.ReadAsStringAsync(), wrong) : [];
    }

    private static List<string> LinksIn(string address, string html, ConcurrentBag<string> wrong)
    {
        var parser = new HtmlParser(new HtmlParserOptions { IsStrictMode = false });
        parser.Error += (_, error) => wrong.Add($"{address}: {((AngleSharp.Html.Dom.Events.HtmlErrorEvent)error).Message} at {((AngleSharp.Html.Dom.Events.HtmlErrorEvent)error).Position}");
        IDocument document = parser.ParseDocument(html);
        int raw = document.QuerySelectorAll("pre.raw").Sum(element => element.OuterHtml.Length);
        if (html.Length - raw > MostBytes)
        {
            wrong.Add($"{address}: {html.Length - raw} bytes without the raw report");
        }

        foreach (IGrouping<string?, IElement> twice in document.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(group => group.Count() > 1))
        {
            wrong.Add($"{address}: id {twice.Key} stands twice");
        }

        foreach (IElement empty in document.QuerySelectorAll("a").Where(link => link.TextContent.Trim().Length == 0 && link.QuerySelector("svg,text,rect") is null))
        {
            wrong.Add($"{address}: empty link {empty.OuterHtml}");
        }

        // Each narrowing of a search can be narrowed again: one step of them.
        return [.. document.QuerySelectorAll("a[href], link[href]").SelectMany(link => Internal(link.GetAttribute("href"))).Where(link => !(address.Contains('?') && link.Contains('?')))];
    }

    private static string[] Internal(string? href) => (href ?? "").Split('#')[0] is ['/', ..] address ? [address] : [];
}
