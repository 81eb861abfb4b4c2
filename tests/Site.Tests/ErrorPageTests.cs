using AngleSharp.Html.Parser;

namespace KB.Site.Tests;

[Collection(SiteCollection.Name)]
public sealed class ErrorPageTests(SiteUnderTest site)
{
    [Theory]
    [InlineData("/no/such/page", 404, "Nothing stands here")]
    [InlineData("/crashes/unknown", 404, "Nothing stands here")]
    [InlineData("/error/404", 404, "Nothing stands here")]
    [InlineData("/error/500", 500, "The site made a mistake")]
    [InlineData("/error/429", 429, "Too many requests")]
    [InlineData("/error/999", 404, "Nothing stands here")]
    public async Task An_error_has_its_status_and_says_what_to_do(string address, int status, string heading)
    {
        using HttpResponseMessage answer = await site.Reader().GetAsync(address);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

        Assert.Equal((status, heading), ((int)answer.StatusCode, page.QuerySelector("h1")?.TextContent));
        Assert.NotEmpty(page.QuerySelector("main p")!.TextContent.Trim());
    }

    [Theory]
    [InlineData("POST", "/crashes/237c5d5e9a888854", "GET, HEAD")]
    [InlineData("POST", "/formats", "GET, HEAD")]
    [InlineData("DELETE", "/similar", "GET, HEAD, POST")]
    public async Task A_page_that_takes_no_form_says_so_and_what_it_takes(string method, string address, string allowed)
    {
        using HttpResponseMessage answer = await site.Reader().SendAsync(new HttpRequestMessage(new HttpMethod(method), address));

        Assert.Equal((405, allowed), ((int)answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow)));
    }
}
