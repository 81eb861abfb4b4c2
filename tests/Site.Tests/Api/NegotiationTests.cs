using System.Net;

namespace KB.Site.Tests.Api;

/// <summary>What a reader gets who names a type, or asks for no body.</summary>
[Collection(SiteCollection.Name)]
public sealed class NegotiationTests(SiteUnderTest site)
{
    private const string Crash = "/crashes/237c5d5e9a888854", Bisection = "/bisections/8ccaf098393553a2";

    [Theory]
    [InlineData(Crash, "application/json", "application/json")]
    [InlineData(Crash, "text/markdown", "text/markdown")]
    [InlineData(Crash, "application/atom+xml", "text/html")]
    [InlineData(Crash + "/compare/237c5d5e9a888854", "application/json", "text/html")]
    [InlineData(Bisection, "text/plain", "text/plain")]
    [InlineData(Bisection, "text/markdown", "text/html")]
    [InlineData("/bisections/duplicates", "application/json", "application/json")]
    [InlineData("/bisections/duplicates", "text/plain", "text/html")]
    [InlineData("/search?q=kasan", "application/atom+xml", "application/atom+xml")]
    [InlineData("/search?q=kasan", "text/markdown", "text/html")]
    public async Task A_page_is_answered_in_the_type_asked_for_where_it_has_a_twin_of_it(string address, string asked, string type)
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        client.DefaultRequestHeaders.Add("Accept", asked);

        using HttpResponseMessage answer = await client.GetAsync(address);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Theory]
    [InlineData(Crash)]
    [InlineData(Crash + ".json")]
    [InlineData("/search.txt?q=kasan")]
    [InlineData("/feed.atom")]
    [InlineData("/healthz")]
    public async Task A_reader_who_asks_for_the_head_alone_gets_it(string address)
    {
        using HttpClient client = site.Reader();
        using HttpResponseMessage whole = await client.GetAsync(address), head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));

        Assert.Equal((HttpStatusCode.OK, whole.Content.Headers.ContentType), (head.StatusCode, head.Content.Headers.ContentType));
        Assert.Empty(await head.Content.ReadAsStringAsync());
    }

    /// <summary>curl calls every body a form; one that only begins like ours is a text, and no number or length of other fields is an error.</summary>
    [Theory]
    [InlineData("text=", "&more=1")]
    [InlineData("text=", "&")]
    [InlineData("text=", "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 100)]
    [InlineData("text=", "&a=b", 2000)]
    public async Task The_text_of_a_form_is_its_field(string before, string behind, int times = 1)
    {
        string crash = Uri.EscapeDataString("BUG: KASAN: slab-use-after-free in widget_form+0x1d3/0x240\nRead of size 8 at addr ffff88810a2b3c40 by task kworker/u8:3/57\nCall Trace:\n widget_form+0x1d3/0x240\n");
        using HttpClient client = site.Reader();
        client.DefaultRequestHeaders.Remove("Accept");

        using HttpResponseMessage answer = await client.PostAsync("/similar", new StringContent(before + crash + string.Concat(Enumerable.Repeat(behind, times))));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("widget_form", await answer.Content.ReadAsStringAsync());
    }
}
