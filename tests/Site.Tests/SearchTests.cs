using AngleSharp.Html.Parser;

namespace KB.Site.Tests;

[Collection(SiteCollection.Name)]
public sealed class SearchTests(SiteUnderTest site)
{
    [Theory]
    [InlineData("sysfs_warn_dup macvtap", "/crashes/237c5d5e9a888854")]
    [InlineData("fs/sysfs/dir.c:30", "/crashes/237c5d5e9a888854")]
    [InlineData("4.6.0-syzkaller", "/crashes/237c5d5e9a888854")]
    [InlineData("/class/macvtap/tap50", "/crashes/237c5d5e9a888854")]
    [InlineData("possible deadlock shmem_fallocate", "/bisections/8ccaf098393553a2")]
    [InlineData("tap_get_minor", "/bisections/8ccaf098393553a2")]
    public async Task A_search_finds_the_bisection_of_shmem_fallocate_or_the_crash_that_it_ended_with_first(string query, string address)
    {
        string html = await site.Reader().GetStringAsync("/search?q=" + Uri.EscapeDataString(query));

        string? first = new HtmlParser().ParseDocument(html).QuerySelector("ol.hits a.title")?.GetAttribute("href");
        Assert.Equal(address, first);
        string page = await site.Reader().GetStringAsync(address);
        Assert.Contains("possible deadlock in shmem_fallocate", page, StringComparison.Ordinal);
        Assert.Contains("WARNING in sysfs_warn_dup", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?!")]
    [InlineData("\"")]
    [InlineData("\0\u0001(((")]
    public async Task A_query_without_words_is_answered_with_a_hint(string query)
    {
        using HttpResponseMessage response = await site.Reader().GetAsync("/search?q=" + Uri.EscapeDataString(query));

        Assert.True(response.IsSuccessStatusCode);
        Assert.NotNull(new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync()).QuerySelector("main a[href='/about/search']"));
    }

    [Theory]
    [InlineData("/functions/sysfs_warn_dup")]
    [InlineData("/files/fs/sysfs/dir.c")]
    public async Task A_page_that_is_only_a_page_is_answered_whatever_form_is_asked_for(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/plain");
        using HttpResponseMessage response = await site.Reader().SendAsync(request);

        Assert.Equal((System.Net.HttpStatusCode.OK, "text/html"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains("sysfs_warn_dup", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
