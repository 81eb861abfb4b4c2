using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

public sealed class PageTests
{
    [Fact]
    public void The_text_of_a_page_is_in_reading_order_without_scripts()
    {
        SourceDocument page = Texts.One("""
            <!DOCTYPE html><html><head><title>Bug 1 &ndash; widget</title><script>var a = "<p>no</p>";</script></head>
            <body><h1>Widget &amp; gadget</h1><p>It   crashed:</p><pre>[    1.000000]  widget_flush+0x1/0x2
             &lt;TASK&gt;
            </pre><!-- a comment --><p>5 < 6<br>end</p></body></html>
            """);

        Assert.Equal("Bug 1 – widget", page.Subject);
        Assert.Equal("Widget & gadget\nIt crashed:\n[    1.000000]  widget_flush+0x1/0x2\n <TASK>\n5 < 6\nend", page.Text.Trim());
    }

    [Fact]
    public void Links_of_a_page_are_references_though_its_text_does_not_show_them() =>
        Assert.Equal("4711", Assert.Single(Texts.One("<html><a href=\"https://bugzilla.kernel.org/show_bug.cgi?id=4711\">that bug</a></html>").Trackers).Id);

    [Theory]
    [InlineData("<html><link rel=\"canonical\" href=\"https://github.com/example/widgets/issues/42\" /></html>", "github:example/widgets#42")]
    [InlineData("<html><meta property=\"og:url\" content=\"https://gitlab.freedesktop.org/example/widgets/-/issues/42\"></html>", "gitlab:gitlab.freedesktop.org/example/widgets#42")]
    [InlineData("<!DOCTYPE html>\n<!-- saved from url=(0055)https://bugzilla.kernel.org/show_bug.cgi?id=123456 -->\n<html></html>", "bugzilla:123456")]
    [InlineData("<?xml version=\"1.0\"?>\n<bugzilla version=\"5\" urlbase=\"https://bugzilla.kernel.org/\">\n<bug>\n<bug_id>123456</bug_id></bug></bugzilla>", "bugzilla:123456")]
    public void A_page_of_a_tracker_tells_which_bug_it_is(string page, string bug) =>
        Assert.Equal(bug, string.Join(',', Texts.One(page).Own.Select(own => $"{own.Tracker}:{own.Id}")));

    [Fact]
    public void A_page_of_a_mail_archive_refers_to_the_mails_that_it_shows() =>
        Assert.Equal("widget-1@example.org", Assert.Single(Texts.One("<html><pre>From: Ann\nMessage-ID: &lt;widget-1@example.org&gt;\n\ntext</pre></html>").Trackers).Id);

    [Fact]
    public void The_comments_of_a_bug_as_xml_keep_their_lines() =>
        Assert.Equal("a\n  <TASK>", Texts.One("<?xml version=\"1.0\"?><bugzilla><bug><long_desc><thetext>a\n  &lt;TASK&gt;</thetext></long_desc></bug></bugzilla>").Text.Trim());

    [Fact]
    public void Markup_without_end_ends_with_the_page() =>
        Assert.Equal("a", Texts.One("<html><p>a<script>b <!-- c <").Text.Trim());

    [Theory]
    [InlineData("```shell\n[    1.0] widget\n```", "\n[    1.0] widget\n")]
    [InlineData("```BUG: widget is broken\nframe\n```", "BUG: widget is broken\nframe\n")]
    [InlineData("> ```\n> [    1.0] widget\n> ```", "\n> [    1.0] widget\n")]
    [InlineData("`[    1.000000] widget one`\n`[    1.000000] widget two`\n", "[    1.000000] widget one\n[    1.000000] widget two\n")]
    [InlineData("`[    1.000000] widget one\n[    1.000000] widget two`\n", "[    1.000000] widget one\n[    1.000000] widget two\n")]
    [InlineData("<details><summary>log</summary><pre>\n <TASK>\n</pre></details>", "log\n <TASK>\n")]
    public void Marks_around_a_log_are_taken_off_line_by_line(string markdown, string text) =>
        Assert.Equal(text.Trim('\n'), Texts.One(markdown).Text.Trim('\n'));

    [Fact]
    public void Lines_keep_their_numbers()
    {
        const string Page = "# Widget\n\n```\none\n```\n\ntwo\n";

        Assert.Equal(3, Array.IndexOf(Texts.One(Page).Text.Split('\n'), "one"));
        Assert.Equal("Widget", Texts.One(Page).Subject);
    }

    [Theory]
    [InlineData("widgets.rst", "Widgets\n=======\n\nIt then says::\n\n")]
    [InlineData("widgets.adoc", "= Widgets\n\nIt then says:\n\n----\n")]
    public void A_page_of_documentation_shows_crashes_among_mentions(string name, string prose)
    {
        const string crash = "    BUG: KASAN: slab-use-after-free in widget_flush+0x1d3/0x240\n    Read of size 8 at addr ffff88810a2b3c40 by task widgetd/57\n    Call Trace:\n     widget_flush+0x1d3/0x240\n     widget_open+0x1/0x2\n";

        SourceDocument shown = Texts.One($"{prose}{crash}\n\nThat was it.\n", name), told = Texts.One($"{prose}    BUG: unable to handle kernel paging request\n\nThat was it.\n", name);

        Assert.Equal(("markdown", "KASAN: slab-use-after-free Read in widget_flush"), (shown.Kind, Assert.Single(shown.Reports).Title));
        Assert.Empty(told.Reports);
    }
}
