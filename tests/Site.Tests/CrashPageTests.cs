using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace KB.Site.Tests;

[Collection(SiteCollection.Name)]
public sealed class CrashPageTests(SiteUnderTest site)
{
    /// <summary>A write through a null pointer of the corpus: <c>c7 80 80 00 00 00 07 00 00 00</c> trapped.</summary>
    private const string NullWrite = "kc_null_write 6.12";

    [Fact]
    public async Task Registers_and_decoded_code_are_folded_into_a_section_with_the_trapping_instruction_marked()
    {
        IDocument page = new HtmlParser().ParseDocument(await site.Reader().GetStringAsync(await Address()));

        IElement section = page.QuerySelector("details#registers")!;
        Assert.Equal("Registers and decoded code", section.QuerySelector("summary")!.TextContent);
        Assert.False(section.HasAttribute("open"));
        AssertShows(section.TextContent);
    }

    [Theory]
    [InlineData(".txt")]
    [InlineData(".md")]
    public async Task The_text_twins_show_them_too(string ending) => AssertShows(await site.Reader().GetStringAsync(await Address() + ending));

    [Theory]
    [InlineData(".txt")]
    [InlineData(".md")]
    public async Task The_text_twins_mark_the_guilty_frame_and_give_reasons_for_what_is_similar(string ending)
    {
        string text = await site.Reader().GetStringAsync("/crashes/237c5d5e9a888854" + ending);

        Assert.Contains("\n> sysfs_warn_dup+0x7b/0xa0", text, StringComparison.Ordinal);
        Assert.Contains("both blame sysfs_warn_dup", text, StringComparison.Ordinal);
        Assert.Contains("/articles/sysfs-duplicate-name", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "\">WARNING: possible circular locking dependency detected</a></li>")]
    [InlineData(".txt", "\nFormer titles\n-------------\nWARNING: possible circular locking dependency detected\n")]
    [InlineData(".md", "\n## Former titles\n\n- WARNING: possible circular locking dependency detected\n")]
    [InlineData(".json", "\"formerTitles\":[\"WARNING: possible circular locking dependency detected\"],\"bisections\"")]
    public async Task Titles_of_older_rules_are_told(string ending, string said)
    {
        IDocument found = new HtmlParser().ParseDocument(await site.Reader().GetStringAsync("/search?q=" + Uri.EscapeDataString("\"circular locking\" is:report")));
        string address = found.QuerySelector("ol.hits a.title")!.GetAttribute("href")!;

        Assert.Contains(said, await site.Reader().GetStringAsync(address + ending), StringComparison.Ordinal);
    }

    private static void AssertShows(string text)
    {
        Assert.Matches(@"RSP: [0-9a-f]{16} +EFLAGS: [0-9a-f]{8} +RAX: 0000000000000000\s+RBX: 0000000000000001 ", text);
        Assert.Contains("CR3: ", text, StringComparison.Ordinal);
        string trap = Assert.Single(text.Split('\n'), line => line.StartsWith("> +0x0 ", StringComparison.Ordinal));
        Assert.Equal("c7808000000007000000   movl $7,0x80(%rax)", trap[9..].Trim());
    }

    private async Task<string> Address()
    {
        IDocument found = new HtmlParser().ParseDocument(await site.Reader().GetStringAsync("/search?q=" + Uri.EscapeDataString(NullWrite)));
        return found.QuerySelector("ol.hits a.title")!.GetAttribute("href")!;
    }
}
