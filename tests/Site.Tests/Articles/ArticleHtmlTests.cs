using System.Text.Encodings.Web;
using AngleSharp.Html.Dom;
using KB.Site.Pages;
using KB.Site.Pages.Shared;

namespace KB.Site.Tests.Articles;

public sealed class ArticleHtmlTests
{
    [Theory]
    [InlineData("see fs/widget/core.c:30 for it", "File:fs/widget/core.c:30", "fs/widget/core.c:30")]
    [InlineData("`fs/widget/core.c`", "File:fs/widget/core.c", "fs/widget/core.c")]
    [InlineData("calls widget_flush_all() twice", "Function:widget_flush_all", "widget_flush_all()")]
    [InlineData("calls __widget_flush() twice", "Function:__widget_flush", "__widget_flush()")]
    [InlineData("`widget_flush`", "Function:widget_flush", "widget_flush")]
    [InlineData("in `widget_flush+0x1d/0x40`", "Function:widget_flush", "widget_flush+0x1d/0x40")]
    [InlineData("since 0123456789ab (\"widget\")", "Commit:0123456789ab", "0123456789ab")]
    [InlineData("`WARNING in widget_flush`", "Title:WARNING in widget_flush", "WARNING in widget_flush")]
    [InlineData("`possible deadlock in widget_flush`", "Title:possible deadlock in widget_flush", "possible deadlock in widget_flush")]
    [InlineData("this is CVE-2024-12345.", "Tracker:cve:CVE-2024-12345", "CVE-2024-12345")]
    [InlineData("[[crash:0123456789abcdef]]", "Crash:0123456789abcdef", "0123456789abcdef")]
    [InlineData("[[crash:WARNING in widget_flush|that warning]]", "Crash:WARNING in widget_flush", "that warning")]
    [InlineData("[[bisection:0123456789abcdef|the log]]", "Bisection:0123456789abcdef", "the log")]
    [InlineData("[[article:use-after-free]]", "Article:use-after-free", "use-after-free")]
    [InlineData("*[[article:use-after-free]]*", "Article:use-after-free", "use-after-free")]
    public void What_names_something_of_the_kernel_becomes_a_link(string markdown, string reference, string text)
    {
        var link = Assert.Single(Rendered.Article(markdown).QuerySelectorAll("a"));

        Assert.Equal((reference, text), (Uri.UnescapeDataString(link.GetAttribute("href")!)[1..], link.TextContent));
    }

    [Theory]
    [InlineData("the address ffff8880054eb808 and 0xdead000000000100")]
    [InlineData("aaaaaaaaaaaa is letters alone, 123456789012 a number")]
    [InlineData("`echo 1 > panic_on_warn`")]
    [InlineData("`macvtap`")]
    [InlineData("and/or.c is no file")]
    [InlineData("[[nothing]] and [[a b:c]]")]
    [InlineData("```\nwidget_flush() fs/widget/core.c:30\n```")]
    public void What_only_looks_like_it_stays_text(string markdown) => Assert.Empty(Rendered.Article(markdown).QuerySelectorAll("a"));

    [Fact]
    public void A_reference_inside_a_link_is_no_second_link() =>
        Assert.Equal("https://example.org/", Assert.Single(Rendered.Article("[`widget_flush` in fs/widget/core.c:30](https://example.org/)").QuerySelectorAll("a")).GetAttribute("href"));

    [Theory]
    [InlineData("[[article:use-after-free]]", "Use-after-free")]
    [InlineData("[[article:use-after-free|that one]]", "that one")]
    public void A_reference_without_words_of_its_own_shows_the_title_of_what_it_leads_to(string markdown, string text) =>
        Assert.Equal(text, Assert.Single(Rendered.Article(markdown, _ => new ReferencePlace("/x", "Use-after-free")).QuerySelectorAll("a")).TextContent);

    [Fact]
    public void A_reference_to_nothing_known_is_text()
    {
        IHtmlDocument html = Rendered.Article("`widget_flush` calls widget_free() [[crash:none|here]]", _ => null);

        Assert.Empty(html.QuerySelectorAll("a"));
        Assert.Equal("widget_flush calls widget_free() here", html.Body!.TextContent.Trim());
    }

    [Fact]
    public void A_fenced_block_oops_is_drawn_as_a_call_trace()
    {
        IHtmlDocument html = Rendered.Article("""
            ```oops
            Call Trace:
             ? gadget_poll+0x10/0x80
             widget_flush.isra.0+0x1d3/0x240 fs/widget/core.c:30
            ```
            """);

        Assert.Equal(["Call Trace:", " ? gadget_poll+0x10/0x80", " widget_flush.isra.0+0x1d3/0x240 fs/widget/core.c:30"],
            html.QuerySelectorAll("pre.trace > span.f").Select(line => line.TextContent.TrimEnd()));
        Assert.Equal(["/Function:gadget_poll", "/Function:widget_flush", "/File:fs/widget/core.c:30"],
            html.QuerySelectorAll("pre.trace a").Select(link => Uri.UnescapeDataString(link.GetAttribute("href")!)));
        Assert.Equal(" ? gadget_poll+0x10/0x80", Assert.Single(html.QuerySelectorAll(".unsure")).TextContent.TrimEnd());
    }

    [Fact]
    public void Headings_have_anchors_that_link_to_themselves()
    {
        IHtmlDocument html = Rendered.Article("# Reading it\n\n## Reading it\n\n## main");

        Assert.Equal(["reading-it", "reading-it-1", "main-1"], html.QuerySelectorAll("h2").Select(heading => heading.Id));
        Assert.All(html.QuerySelectorAll("h2"), heading => Assert.Equal("#" + heading.Id, heading.QuerySelector("a")!.GetAttribute("href")));
    }

    [Fact]
    public void A_footnote_is_linked_there_and_back()
    {
        IHtmlDocument html = Rendered.Article("It crashes.[^1]\n\n[^1]: Only with KASAN.");

        var there = Assert.Single(html.QuerySelectorAll("a[href^='#fn:']"));
        var note = html.GetElementById(there.GetAttribute("href")![1..])!;
        Assert.Contains("Only with KASAN.", note.TextContent);
        Assert.NotEmpty(note.QuerySelectorAll("a[href^='#fnref']"));
    }

    [Fact]
    public void Tables_scroll_and_align_without_inline_styles()
    {
        IHtmlDocument html = Rendered.Article("| a | b |\n|---|--:|\n| 1 | 2 |");

        Assert.Equal(["b", "2"], html.QuerySelectorAll("div.wide > table .num").Select(cell => cell.TextContent));
        Assert.Empty(html.QuerySelectorAll("[style]"));
    }

    [Fact]
    public void The_lead_ends_before_the_first_heading_and_has_no_dangling_footnote()
    {
        using var writer = new StringWriter();
        ArticleHtml.RenderLead("Short.[^1]\n\n## More\n\nLong.\n\n[^1]: Note.", _ => null).WriteTo(writer, HtmlEncoder.Default);

        Assert.Equal("<p>Short.</p>", writer.ToString().Trim());
    }
}
