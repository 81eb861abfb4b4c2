using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KB.Indexer.Reports.Formats;

namespace KB.Site.Tests;

/// <summary>The rule table as pages and as text.</summary>
[Collection(SiteCollection.Name)]
public sealed class FormatPagesTests(SiteUnderTest site)
{
    [Fact]
    public async Task Every_format_has_a_line_of_the_table_and_a_page_with_its_example()
    {
        using HttpClient reader = site.Reader();
        IDocument table = new HtmlParser().ParseDocument(await reader.GetStringAsync("/formats"));
        foreach (OopsFormat format in OopsFamilies.Formats)
        {
            IElement head = table.GetElementById(format.Name)!;
            string line = head.TextContent + head.NextElementSibling!.TextContent;
            Assert.Contains(format.Title, line, StringComparison.Ordinal);
            Assert.Contains(format.PrintedBy, line, StringComparison.Ordinal);
            Assert.Contains(FormatsPage.Announcement(format), line, StringComparison.Ordinal);
        }

        OopsFormat one = OopsFamilies.Formats[^1];
        Assert.Equal(one.Example.Trim(), new HtmlParser().ParseDocument(await reader.GetStringAsync("/formats/" + one.Name)).QuerySelector("main pre")!.TextContent.Trim());
    }

    [Fact]
    public async Task All_examples_are_one_text()
    {
        using HttpClient reader = site.Reader();

        string text = await reader.GetStringAsync("/formats.txt");

        Assert.All(OopsFamilies.Formats, format => Assert.Contains($"{format.Name}\n    title:   {format.Title}\n", text, StringComparison.Ordinal));
        Assert.All(Lookalikes.All, row => Assert.Contains(row.Example, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_no_format_has_is_not_found()
    {
        using HttpClient reader = site.Reader();

        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/formats/no-such-format")).StatusCode);
    }
}
