using AngleSharp.Html.Parser;

namespace KB.Site.Tests;

/// <summary>Behind a proxy the site is reached under another name than it knows itself: it says the one that its operator gave it.</summary>
public sealed class PermalinkTests(PermalinkTests.NamedSite site) : IClassFixture<PermalinkTests.NamedSite>
{
    private const string Url = "https://crashes.example.org";

    public sealed class NamedSite : IDisposable
    {
        private readonly SmallSite _site = new(Url + "/");

        public HttpClient Client() => new() { BaseAddress = _site.Address };

        public void Dispose() => _site.Dispose();
    }

    [Theory]
    [InlineData("/crashes/" + SmallSite.OtherCrash)]
    [InlineData("/articles/sysfs-duplicate-name")]
    [InlineData("/bisections/8ccaf098393553a2")]
    public async Task A_page_has_one_address_for_all_readers(string address)
    {
        using HttpClient client = site.Client();

        var page = new HtmlParser().ParseDocument(await client.GetStringAsync(address));

        Assert.Equal(Url + address, page.QuerySelector("link[rel=canonical]")?.GetAttribute("href"));
        Assert.Contains(page.QuerySelectorAll(".meta a"), link => link.TextContent == Url + address);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/about")]
    [InlineData("/similar")]
    public async Task A_command_to_copy_names_the_site_as_its_readers_do(string address)
    {
        using HttpClient client = site.Client();

        var page = new HtmlParser().ParseDocument(await client.GetStringAsync(address));

        Assert.Contains(page.QuerySelectorAll("main code"), code => code.TextContent.EndsWith($" {Url}/similar", StringComparison.Ordinal));
    }
}
