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
}
