using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using KB.Indexer.Corpus.Articles;

namespace KB.Site.Tests.Articles;

[Collection(SiteCollection.Name)]
public sealed class ArticlePagesTests(SiteUnderTest site)
{
    private static readonly string[] Names = [.. Directory.EnumerateFiles(Path.Combine(SiteUnderTest.Corpus, "articles"), "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Slugs => [.. Names];

    [Theory, MemberData(nameof(Slugs))]
    public async Task Every_article_of_the_corpus_has_a_page_with_crashes_that_it_binds(string slug)
    {
        Article article = ArticleReader.Read(slug + ".md", await File.ReadAllTextAsync(Path.Combine(SiteUnderTest.Corpus, "articles", slug + ".md"))).Article!;

        IHtmlDocument page = await Page("/articles/" + slug);

        Assert.Equal(article.Title, page.QuerySelector("h1")!.TextContent);
        Assert.NotEmpty(page.QuerySelectorAll("#kb-crashes + ol a.title"));
    }

    [Theory, MemberData(nameof(Slugs))]
    public async Task No_page_of_an_article_has_an_id_twice_a_style_or_a_link_of_ours_that_leads_nowhere(string slug)
    {
        IHtmlDocument page = await Page("/articles/" + slug);

        Assert.Empty(page.QuerySelectorAll("main [style], main script"));
        Assert.Empty(page.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(group => group.Count() > 1).Select(group => group.Key));
        foreach (string address in page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")!).Where(address => address.StartsWith('/')).Distinct())
        {
            using HttpResponseMessage response = await site.Reader().GetAsync(address);
            Assert.True((int)response.StatusCode < 400, $"{address}: {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData(".json", "application/json")]
    [InlineData(".txt", "text/plain")]
    [InlineData(".md", "text/markdown")]
    public async Task An_article_is_data_and_plain_text_too(string ending, string type)
    {
        Article article = ArticleReader.Read("lockdep-reports.md", await File.ReadAllTextAsync(Path.Combine(SiteUnderTest.Corpus, "articles", "lockdep-reports.md"))).Article!;

        using HttpResponseMessage twin = await site.Reader().GetAsync("/articles/lockdep-reports" + ending);
        string text = await twin.Content.ReadAsStringAsync();

        Assert.Equal(type, twin.Content.Headers.ContentType?.MediaType);
        Assert.Contains(article.Title, text, StringComparison.Ordinal);
        Assert.Contains(article.Markdown.Trim().Split('\n')[^1], text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("text/markdown")]
    public async Task Who_asks_for_another_form_of_an_article_gets_it_at_its_own_address(string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/articles/lockdep-reports");
        request.Headers.Accept.ParseAdd(type);
        using HttpResponseMessage twin = await site.Reader().SendAsync(request);

        Assert.Equal((System.Net.HttpStatusCode.OK, type), (twin.StatusCode, twin.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_crash_shows_the_notes_of_the_articles_that_bind_it()
    {
        IHtmlDocument article = await Page("/articles/sysfs-duplicate-name");
        IHtmlDocument crash = await Page(article.QuerySelector("#kb-crashes + ol a.title")!.GetAttribute("href")!);

        Assert.Equal(["/articles/sysfs-duplicate-name", "/articles/wrong-bisections"],
            crash.QuerySelectorAll("section.notes h3 a").Select(link => link.GetAttribute("href")!));
        Assert.Contains("sysfs is right", crash.QuerySelector("section.notes")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_title_in_an_article_stays_as_written_and_leads_to_the_crash_of_that_title()
    {
        IHtmlDocument article = await Page("/articles/wrong-bisections");
        var links = article.QuerySelectorAll("table a").Where(link => link.TextContent == "WARNING in sysfs_warn_dup").ToList();

        IHtmlDocument crash = await Page(Assert.Single(links).GetAttribute("href")!);
        Assert.Equal("WARNING in sysfs_warn_dup", crash.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task The_list_of_articles_leads_to_all_of_them()
    {
        IHtmlDocument page = await Page("/articles");

        Assert.Equal(Names.Select(name => "/articles/" + name), page.QuerySelectorAll("ol.hits a").Select(link => link.GetAttribute("href")!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Search_finds_an_article_by_a_word_of_its_text()
    {
        IHtmlDocument page = await Page("/search?q=tap50+namespaces");

        Assert.Contains("/articles/sysfs-duplicate-name", page.QuerySelectorAll("ol.hits a.title").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task An_unknown_slug_is_not_found()
    {
        using HttpResponseMessage response = await site.Reader().GetAsync("/articles/no-such-article");

        Assert.Equal(404, (int)response.StatusCode);
    }

    private async Task<IHtmlDocument> Page(string address) => new HtmlParser().ParseDocument(await site.Reader().GetStringAsync(address));
}
