using System.Collections.Concurrent;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using KB.Indexer.Corpus;
using KB.Indexer.Search;
using KB.Site.Tests.Browser;
using Microsoft.Playwright;

namespace KB.Site.Tests.Security;

/// <summary>Texts of strangers through every field that reaches a page: none becomes markup, and none runs in a real browser.</summary>
public sealed class ScriptInjectionTests(ScriptInjectionTests.Filled filled, BrowserUnderTest browser) : IClassFixture<ScriptInjectionTests.Filled>, IClassFixture<BrowserUnderTest>
{
    /// <summary>Elements that a payload could have become. Our own pages hold none of these.</summary>
    private const string Elements = """iframe,object,embed,base,style,video,audio,math,meta[http-equiv],script:not([src^="/site.js"])""";

    /// <summary>Pages on which many payloads meet.</summary>
    private static readonly string[] Lists = ["/", "/bisections", "/about/index", "/about/statistics", "/search?q=warning", "/trackers"];

    /// <summary>What a browser made of a page, and whether something ran.</summary>
    private const string Traces = $$"""
        () => [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on') || a.name === 'srcdoc' || a.name === 'style' || /^\s*javascript:/i.test(a.value) && a.name !== 'value' && a.name !== 'content'))
            .concat([...document.querySelectorAll('{{Elements}}')])
            .map(e => e.outerHTML.slice(0, 200)).concat(window.__ran ? ['a script ran'] : [])
        """;

    [Fact]
    public void There_are_two_hundred_payloads() => Assert.Equal(200, Payloads.All.Distinct().Count());

    /// <summary>The others of the tests find nothing: this is what they would find.</summary>
    [Fact]
    public void Every_payload_that_stood_in_a_page_as_it_is_would_be_found() =>
        Assert.All(Payloads.All, payload => Assert.NotEmpty(Found(new HtmlParser().ParseDocument("<!DOCTYPE html><title>x</title><p>" + payload))));

    [Fact]
    public async Task No_payload_becomes_markup_on_any_page()
    {
        using HttpClient reader = filled.Site.Client(token: null);
        var found = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Payloads.All.Count).SelectMany(Addresses).Concat(Lists), async (address, _) =>
        {
            using HttpResponseMessage answer = await reader.GetAsync(address, CancellationToken.None);
            foreach (IElement element in Found(new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(CancellationToken.None))))
            {
                found.Add($"{address}: {element.OuterHtml}");
            }
        });

        Assert.Empty(found);
    }

    [Fact]
    public async Task Every_payload_is_shown_as_text()
    {
        using HttpClient reader = filled.Site.Client(token: null);
        for (int i = 0; i < Payloads.All.Count; i++)
        {
            IHtmlDocument page = new HtmlParser().ParseDocument(await reader.GetStringAsync($"/crashes/y{i}"));
            Assert.Contains(Letters(Payloads.All[i]), Letters(page.QuerySelector("h1")!.TextContent), StringComparison.Ordinal);
        }
    }

    /// <summary>A page costs a browser far more than a parser: it gets one for each payload, of every kind in turn.</summary>
    [BrowserFact]
    public async Task No_payload_runs_in_a_browser()
    {
        IPage page = await browser.OpenAsync(filled.Site.Address);
        var found = new List<string>();
        page.Dialog += (_, dialog) =>
        {
            found.Add(dialog.Message);
            _ = dialog.DismissAsync();
        };

        foreach (string address in Enumerable.Range(0, Payloads.All.Count).Select(i => Addresses(i)[i % 3]).Concat(Lists))
        {
            await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
            found.AddRange((await page.EvaluateAsync<string[]>(Traces)).Select(trace => $"{address}: {trace}"));
        }

        Assert.Empty(found);
    }

    [BrowserFact]
    public async Task A_payload_in_a_title_is_shown_as_text()
    {
        IPage page = await browser.OpenAsync(filled.Site.Address);

        await page.GotoAsync("/crashes/y0");

        Assert.Contains("<script>" + Payloads.Mark + "</script>", await page.Locator("h1").InnerTextAsync());
    }

    private static IEnumerable<IElement> Found(IHtmlDocument page) => page.All.Where(element => element.Attributes.Any(MayRun)).Concat(page.QuerySelectorAll(Elements));

    /// <summary>A text without what a title may lose: blanks and control characters.</summary>
    private static string Letters(string text) => new([.. text.Where(letter => letter > ' ' && letter is not ('\u2028' or '\uFFFD'))]);

    private static bool MayRun(IAttr attribute) => attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Name is "srcdoc" or "style"
        || (attribute.Name is not ("value" or "content") && attribute.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));

    /// <summary>A site whose every text is a payload.</summary>
    public sealed class Filled : IDisposable
    {
        public WritableSite Site { get; } = new();

        public Filled() => Fill(Site);

        public void Dispose() => Site.Dispose();
    }

    /// <summary>A crash a payload, which has it as title, in its text, as fix, in the words of who decided; a mail that has it as subject and sender; a file named like it.</summary>
    private static void Fill(WritableSite site)
    {
        var entries = new List<string>();
        for (int i = 0; i < Payloads.All.Count; i++)
        {
            string payload = Payloads.All[i];
            entries.Add(System.Text.Json.JsonSerializer.Serialize(new { id = $"x{i}", title = payload + " " + i, text = Oops(payload, i) + "\nReported-by: " + payload, time = "2026-01-01" }));
            entries.Add(System.Text.Json.JsonSerializer.Serialize(new { id = $"y{i}", title = payload + " other " + i, text = payload + i }));
            entries.Add(JournalEntry.Of(new Decision("fixed-by", $"y{i}", payload, payload, "2026-01-01", payload)));
            entries.Add(JournalEntry.Of(new Decision("not-dup", $"x{i}", $"y{i}", payload, payload, payload)));
            entries.Add(JournalEntry.OfText($"From: {payload} <a@example.org>\nTo: b@example.org\nSubject: {payload}\nMessage-ID: <{i}@example.org>\nDate: Thu, 1 Jan 2026 00:00:00 +0000\n\n{Oops(payload, 1000 + i)}\n", DateTimeOffset.UnixEpoch));
        }

        new Journal(site.Data).Append(entries);
        for (int i = 0; i < Payloads.All.Count; i += 10)
        {
            File.WriteAllText(Path.Combine(site.Corpus, $"{Payloads.All[i].Replace('/', '_').Replace('\0', '_')[..Math.Min(60, Payloads.All[i].Length)]}{i}.log"), Oops(Payloads.All[i], 2000 + i));
        }

        CorpusIndexer.Update(site.Data, [site.Corpus]);
    }

    private static string[] Addresses(int i)
    {
        string word = Uri.EscapeDataString(Payloads.All[i].Replace("\0", ""));
        // Ways out follow each other within a way to run: seven kinds of address, so that each meets every way of both.
        string[] asked = [$"/search?q={word}", $"/functions/{word}", $"/files/{word}", $"/crashes/{word}", $"/trackers/bugzilla/{word}", $"/bisections?q={word}", $"/crashes/x{i}/compare/y{i}"];
        return [$"/crashes/x{i}", $"/crashes/y{i}", asked[i % asked.Length]];
    }

    private static string Oops(string payload, int number)
    {
        string line = payload.ReplaceLineEndings(" ");
        return $"""
            BUG: KASAN: slab-use-after-free in widget_{number}+0x1d3/0x240 {line}
            Read of size 8 at addr ffff88810a2b3c40 by task {line}/57
            CPU: 1 PID: 57 Comm: {line} Not tainted 6.1.0-{line} #1
            Hardware name: {line}
            Call Trace:
             <TASK>
             kasan_report+0xda/0x110
             widget_{number}+0x1d3/0x240 {line}
             {line}+0x1d3/0x240 [{line}]
             process_one_work+0x8a1/0x1680 kernel/{line}.c:7
             </TASK>
            """;
    }
}
