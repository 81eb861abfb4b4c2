using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KB.Site.Pages;

namespace KB.Site.Tests.Articles;

/// <summary>Whatever an article holds, the page gets only tags of ours and addresses of allowed schemes.</summary>
public sealed class ArticleSafetyTests
{
    private static readonly string[] Tags =
    [
        "A", "P", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "LI", "PRE", "CODE", "SPAN", "EM", "STRONG", "BLOCKQUOTE", "HR", "BR", "IMG", "SUP",
        "DIV", "TABLE", "THEAD", "TBODY", "TR", "TH", "TD",
    ];

    private static readonly string[] Attributes = ["href", "rel", "title", "src", "alt", "class", "id", "start", "type"];

    private static readonly string[] Evil =
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "file:///etc/passwd",
        "javascript&colon;alert(1)", "java&Tab;script:alert(1)", "java&#x0A;script:alert(1)", "&#106;avascript:alert(1)", "&#x6A&#x61;vascript:alert(1)",
        "\u0001javascript:alert(1)", " javascript:alert(1)", "javascript\\:alert(1)", "feed:javascript:alert(1)", "blob:https://example.org/1", "view-source:javascript:1",
    ];

    /// <summary>Every way in which Markdown writes an address.</summary>
    private static readonly string[] Constructs =
    [
        "[text](~)", "[text](<~>)", "[text](~ \"title\")", "[text][ref]\n\n[ref]: ~", "[text][ref]\n\n[ref]: <~> 'title'", "[ref]\n\n[ref]: ~",
        "![text](~)", "![text][ref]\n\n[ref]: ~", "[![alt](~)](~)", "<~>", "~", "| a |\n|---|\n| [x](~) |", "## [x](~)", "> - [x](~)", "text[^1]\n\n[^1]: [x](~) <~>",
        "[[crash:~]]", "[[article:~|text]]", "`~`", "```oops\n f+0x1/0x2 ~\n```", "```~\ntext\n```", "[x](  ~  )", "*[x](~)*",
    ];

    public static TheoryData<string> Links => [.. Constructs.SelectMany(construct => Evil.Select(evil => construct.Replace("~", evil, StringComparison.Ordinal)))];

    public static TheoryData<string> Markup =>
    [
        "<script>alert(1)</script>", "a <script>alert(1)</script> b", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<iframe src=\"javascript:alert(1)\"></iframe>",
        "<a href=\"javascript:alert(1)\">x</a>", "<!--><script>alert(1)</script>-->", "<![CDATA[<script>alert(1)</script>]]>", "<?php echo 1 ?>", "<style>*{display:none}</style>",
        "<div style=\"position:fixed\">x</div>", "## <b onmouseover=alert(1)>x</b>", "| <script>x</script> |\n|---|\n| <b>y</b> |", "- <details open ontoggle=alert(1)>",
        "`<script>alert(1)</script>`", "```\n</code></pre><script>alert(1)</script>\n```", "```html\"><script>alert(1)</script>\nx\n```", "```oops\"><script>\nx\n```",
        "```oops\n </span></pre><script>alert(1)</script>+0x1/0x2\n```", "    </pre><script>alert(1)</script>", "![\" onerror=\"alert(1)](/x.png)", "![<script>](/x.png \"\\\"><script>\")",
        "[x](/y \"\\\" onmouseover=\\\"alert(1)\")", "[x](/\"onmouseover=alert(1))", "[[crash:\"><script>alert(1)</script>]]", "[[crash:x|<script>alert(1)</script>]]", "[[<script>:x]]",
        "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "\\<script>alert(1)\\</script>", "text[^<script>]\n\n[^<script>]: <script>alert(1)</script>",
        "# x {onclick=alert(1)}", "x{#id .class onclick=alert(1)}", "<https://example.org/\"onmouseover=\"alert(1)>", "https://example.org/\"onmouseover=alert(1)//", "fs/<script>/dir.c:30",
        "| a |\n|:-:|\n| b |", "| a |\n|--:|\n| b |",
        "![a [b](https://example.org/onerror=alert(1)//)](/x.png)", "![<https://example.org/onerror=alert(1)//>](/x.png)", "![a `b_flush` ![c](/y.png)](/x.png)", "![a[^1]](/x.png)\n\n[^1]: b",
    ];

    /// <summary>Those whose script stands where a page has nothing to show: the language of a block, the target of a reference, a link in the words of an image.</summary>
    private static readonly string[] NotShown =
        ["```html\"><script>alert(1)</script>\nx\n```", "[[crash:\"><script>alert(1)</script>]]", "![a [b](https://example.org/onerror=alert(1)//)](/x.png)"];

    [Theory, MemberData(nameof(Links))]
    public void No_address_of_another_scheme_becomes_a_link(string markdown) => AssertSafe(Rendered.Article(markdown, _ => null));

    [Theory, MemberData(nameof(Markup))]
    public void Markup_in_an_article_is_shown_and_not_run(string markdown)
    {
        IHtmlDocument html = Rendered.Article(markdown, _ => new ReferencePlace("https://example.org/?\"><script>", "<script>"));

        AssertSafe(html);
        Assert.True(NotShown.Contains(markdown) || !markdown.Contains("alert(1)", StringComparison.Ordinal) || html.Body!.InnerHtml.Contains("alert(1)", StringComparison.Ordinal), html.Body!.InnerHtml);
    }


    [Theory]
    [InlineData("[x](https://example.org/)", "https://example.org/")]
    [InlineData("[x](http://example.org/a?b=c&d#e)", "http://example.org/a?b=c&d#e")]
    [InlineData("<https://example.org/>", "https://example.org/")]
    [InlineData("https://example.org/ and text", "https://example.org/")]
    [InlineData("<kernel@example.org>", "mailto:kernel@example.org")]
    [InlineData("[x](/crashes/0123)", "/crashes/0123")]
    [InlineData("[x](#anchor)", "#anchor")]
    [InlineData("[x](HTTPS://example.org/)", "HTTPS://example.org/")]
    public void An_address_of_an_allowed_scheme_becomes_a_link(string markdown, string address) =>
        Assert.Equal(address, Assert.Single(Rendered.Article(markdown).QuerySelectorAll("a")).GetAttribute("href"));

    [Theory]
    [InlineData("![alt](https://example.org/x.png)")]
    [InlineData("![alt](//example.org/x.png)")]
    [InlineData("![alt](</\\example.org/x.png>)")]
    public void An_image_of_another_host_is_never_loaded(string markdown)
    {
        IHtmlDocument html = Rendered.Article(markdown);

        Assert.Empty(html.QuerySelectorAll("img"));
        Assert.Contains("alt", html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_is_described_by_the_words_of_its_description() =>
        Assert.Equal("a b c d_flush & e", Rendered.Article("![a [b](/b) *c* `d_flush` &amp; ![e](/e.png)](/x.png)").QuerySelector("img")!.GetAttribute("alt"));

    [Theory]
    [InlineData('>')]
    [InlineData('[')]
    [InlineData('*')]
    [InlineData('`')]
    [InlineData('|')]
    [InlineData('(')]
    public void Deep_nesting_is_shown_as_text(char opening) =>
        Assert.Contains("text", Rendered.Article(new string(opening, 20_000) + "\ntext").Body!.TextContent, StringComparison.Ordinal);

    [Theory]
    [InlineData("| ", "text")]
    [InlineData("a | *b* | ", "text")]
    [InlineData("*a **b ", "text")]
    public void What_can_be_parsed_and_not_rendered_is_shown_as_text(string again, string end) =>
        Assert.Contains("text", Rendered.Article(string.Concat(Enumerable.Repeat(again, 1000)) + end).Body!.TextContent, StringComparison.Ordinal);

    private static void AssertSafe(IHtmlDocument html)
    {
        foreach (IElement element in html.Body!.QuerySelectorAll("*"))
        {
            Assert.Contains(element.TagName, Tags);
            Assert.All(element.Attributes, attribute => Assert.Contains(attribute.Name, Attributes));
            foreach (string address in new[] { element.GetAttribute("href"), element.GetAttribute("src") }.OfType<string>())
            {
                // As a browser reads it: control characters and blanks go first.
                string scheme = new string([.. address.Where(c => c > ' ')]).Split('/', '?', '#')[0];
                Assert.True(!scheme.Contains(':', StringComparison.Ordinal) || scheme.ToLowerInvariant().Split(':')[0] is "http" or "https" or "mailto", address);
            }
        }
    }
}
