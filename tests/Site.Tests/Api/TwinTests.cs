using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace KB.Site.Tests.Api;

/// <summary>What a page says, its twins say too.</summary>
[Collection(SiteCollection.Name)]
public sealed class TwinTests(SiteUnderTest site)
{
    /// <summary>The end of the bisection of the corpus; a use after free with the stacks of allocation and free; a crash with registers and code; one that older rules called otherwise.</summary>
    private static readonly string[] Crashes = ["/crashes/237c5d5e9a888854", "kc_uaf_read type:kasan", "kc_null_write 6.12", "is:report deadlock", "is:report \"circular locking\""];

    /// <summary>Where a page of a crash says something: title, status, frames with their places, what is beside it.</summary>
    private static readonly string[] Said =
    [
        "h1", ".meta .status", ".trace .f > a", ".trace .src > a:first-child", "ol.candidates > li > b", "ol.candidates a.title", "#bisections + table td:first-child",
        "#titles + ul a", "#former + ul a", "section.notes h3", "#registers pre", "pre.raw", "#reports ~ .wide td:nth-child(2)",
    ];

    public static TheoryData<string, string> Twins
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (string crash in Crashes)
            {
                rows.Add(crash, ".txt");
                rows.Add(crash, ".md");
                rows.Add(crash, ".json");
            }

            return rows;
        }
    }

    [Fact]
    public async Task Every_place_where_a_page_says_something_is_on_one_of_the_pages()
    {
        var pages = new List<IDocument>();
        foreach (string crash in Crashes)
        {
            pages.Add(await Page(crash.StartsWith('/') ? crash : await First(crash)));
        }

        Assert.DoesNotContain(Said, where => pages.All(page => page.QuerySelector(where) is null));
    }

    [Theory, MemberData(nameof(Twins))]
    public async Task A_twin_of_a_crash_holds_all_that_its_page_says(string crash, string ending)
    {
        string address = crash.StartsWith('/') ? crash : await First(crash);
        IDocument page = await Page(address);
        string twin = Plain(await site.Reader().GetStringAsync(address + ending), ending);

        string[] said = [.. Said.SelectMany(where => page.QuerySelectorAll(where)).SelectMany(element => Words(element, ending)).Distinct()];

        Assert.True(said.Length > 20, $"the page says {said.Length} things");
        Assert.DoesNotContain(said, words => !twin.Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(".txt")]
    [InlineData(".json")]
    public async Task A_twin_of_a_bisection_holds_all_that_its_page_says(string ending)
    {
        const string Address = "/bisections/8ccaf098393553a2";
        IDocument page = await Page(Address);
        string twin = Plain(await site.Reader().GetStringAsync(Address + ending), ending);

        string[] places = [.. ending == ".txt" ? (string[])["article > p > strong"] : [], "article > ul > li", "td:nth-child(2) a", "tr[id^=r] td:nth-child(4)", "pre.raw"];
        Assert.DoesNotContain(places, where => page.QuerySelector(where) is null);
        string[] said = [.. page.QuerySelectorAll(string.Join(',', places)).Select(element => element.TextContent.Trim())
            .SelectMany(text => text.Split(" becomes ")).SelectMany(text => text.Split(" between ")).SelectMany(text => text.Split(" and v")).Distinct()];

        Assert.True(said.Length > 20, $"the page says {said.Length} things");
        Assert.DoesNotContain(said, words => !twin.Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(".txt", "")]
    [InlineData(".json", "")]
    [InlineData(".atom", "")]
    [InlineData(".json", "&sort=MostSeen")]
    [InlineData(".atom", "&sort=Newest&p=2")]
    [InlineData(".txt", "&p=2")]
    public async Task A_twin_of_a_search_holds_the_same_results_in_the_same_order(string ending, string more)
    {
        IDocument page = await Page("/search?q=kasan" + more);
        string twin = await site.Reader().GetStringAsync($"/search{ending}?q=kasan{more}");

        (string?, string)[] shown = [.. page.QuerySelectorAll("ol.hits a.title").Select(link => (link.GetAttribute("href"), link.TextContent))];
        (string?, string)[] said = ending switch
        {
            ".json" => [.. JsonDocument.Parse(twin).RootElement.GetProperty("hits").EnumerateArray().Select(hit => (hit.GetProperty("url").GetString(), hit.GetProperty("title").GetString()!))],
            ".txt" => [.. twin.Split('\n').Where(line => line.StartsWith('/')).Select(line => line.Split("  ", 2)).Select(parts => ((string?)parts[0], parts[1]))],
            _ => [.. XDocument.Parse(twin).Root!.Elements().Where(entry => entry.Name.LocalName == "entry").Select(entry => ((string?)new Uri(Child(entry, "id")).AbsolutePath, Child(entry, "title")))],
        };

        Assert.Equal(25, shown.Length);
        Assert.Equal(shown, said);
    }

    [Fact]
    public async Task A_search_has_links_to_the_pages_before_and_after()
    {
        using HttpResponseMessage second = await site.Reader().GetAsync("/search.json?q=kasan&p=2");
        using HttpResponseMessage only = await site.Reader().GetAsync("/search.json?q=macvtap_device_event");

        Assert.Equal(["</search.json?q=kasan>; rel=\"prev\"", "</search.json?q=kasan&p=3>; rel=\"next\""], second.Headers.GetValues("Link"));
        Assert.False(only.Headers.Contains("Link"));
        Assert.Contains(XDocument.Parse(await site.Reader().GetStringAsync("/search.atom?q=kasan")).Root!.Elements(), link => link.Attribute("rel")?.Value == "next");
    }

    /// <summary>The text of an element as a twin writes it: a whole text line by line, a file apart from its line in JSON, which holds probabilities unrounded.</summary>
    private static string[] Words(IElement element, string ending)
    {
        string text = element.TextContent.Trim();
        return ending == ".json" && element.LocalName == "b" ? []
            : element.LocalName == "pre" ? [.. text.Split('\n').Select(line => ending == ".json" ? line.Split(": ")[^1].Trim() : line.Trim()).Where(line => line.Length > 0 && (ending != ".json" || !IsDecoded(line)))]
            : ending == ".json" && text.LastIndexOf(':') is var colon and > 0 && element.ParentElement!.ClassName == "src" ? [text[..colon], text[(colon + 1)..]]
            : [text];
    }

    /// <summary>True for a line of decoded code, which JSON holds as the bytes: <c>&gt; +0x0 c780… movl</c>.</summary>
    private static bool IsDecoded(string line) => line.TrimStart('>', ' ') is ['+' or '-', '0', 'x', ..];

    /// <summary>All values of JSON one a line, so that escapes are no difference; other twins as they are.</summary>
    private static string Plain(string twin, string ending)
    {
        if (ending != ".json")
        {
            return twin;
        }

        var values = new List<string>();
        void Walk(JsonElement json)
        {
            switch (json.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (JsonProperty property in json.EnumerateObject())
                    {
                        Walk(property.Value);
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (JsonElement item in json.EnumerateArray())
                    {
                        Walk(item);
                    }

                    break;
                default:
                    values.Add(json.ToString());
                    break;
            }
        }

        Walk(JsonDocument.Parse(twin).RootElement);
        return string.Join('\n', values);
    }

    private static string Child(XElement entry, string name) => entry.Elements().First(child => child.Name.LocalName == name).Value;

    private async Task<string> First(string query) => (await Page("/search?q=" + Uri.EscapeDataString(query))).QuerySelector("ol.hits a.title")!.GetAttribute("href")!;

    private async Task<IDocument> Page(string address) => new HtmlParser().ParseDocument(await site.Reader().GetStringAsync(address));
}
