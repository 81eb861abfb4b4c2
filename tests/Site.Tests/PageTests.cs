using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace KB.Site.Tests;

[Collection(SiteCollection.Name)]
public sealed class PageTests(SiteUnderTest site)
{
    /// <summary>Pages of the corpus that are read by the crawl: enough to meet every kind of page many times.</summary>
    private const int MostPages = 400;

    private const int MostBytes = 60_000;

    [Fact]
    public async Task Every_internal_link_leads_somewhere_and_no_page_is_heavy_or_malformed()
    {
        using HttpClient reader = site.Reader();
        var seen = new HashSet<string> { "/" };
        var queue = new Queue<string>(seen);
        var wrong = new List<string>();
        for (int pages = 0; queue.Count > 0 && pages < MostPages; pages++)
        {
            string address = queue.Dequeue();
            using HttpResponseMessage response = await reader.GetAsync(address);
            if ((int)response.StatusCode is >= 300 and < 400)
            {
                Follow(response.Headers.Location?.ToString(), seen, queue);
                continue;
            }

            if (!response.IsSuccessStatusCode)
            {
                wrong.Add($"{address}: {(int)response.StatusCode}");
            }
            else if (response.Content.Headers.ContentType?.MediaType == "text/html")
            {
                wrong.AddRange(await ReadAsync(address, await response.Content.ReadAsStringAsync(), seen, queue));
            }
        }

        Assert.Empty(wrong);
    }

    private static Task<List<string>> ReadAsync(string address, string html, HashSet<string> seen, Queue<string> queue)
    {
        var wrong = new List<string>();
        var parser = new HtmlParser(new HtmlParserOptions { IsStrictMode = false });
        parser.Error += (_, error) => wrong.Add($"{address}: {((AngleSharp.Html.Dom.Events.HtmlErrorEvent)error).Message} at {((AngleSharp.Html.Dom.Events.HtmlErrorEvent)error).Position}");
        IDocument document = parser.ParseDocument(html);
        int raw = document.QuerySelectorAll("pre.raw").Sum(element => element.OuterHtml.Length);
        if (html.Length - raw > MostBytes)
        {
            wrong.Add($"{address}: {html.Length - raw} bytes without the raw report");
        }

        wrong.AddRange(document.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(group => group.Count() > 1).Select(group => $"{address}: id {group.Key} stands twice"));
        wrong.AddRange(document.QuerySelectorAll("a").Where(link => link.TextContent.Trim().Length == 0 && link.QuerySelector("svg,text,rect") is null).Select(link => $"{address}: empty link {link.OuterHtml}"));
        foreach (IElement link in document.QuerySelectorAll("a[href], link[href]"))
        {
            Follow(link.GetAttribute("href"), seen, queue);
        }

        return Task.FromResult(wrong);
    }

    private static void Follow(string? href, HashSet<string> seen, Queue<string> queue)
    {
        string address = (href ?? "").Split('#')[0];
        if (address.StartsWith('/') && seen.Add(address))
        {
            queue.Enqueue(address);
        }
    }
}
