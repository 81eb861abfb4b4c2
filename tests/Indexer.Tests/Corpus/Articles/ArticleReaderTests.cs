using KB.Indexer.Corpus.Articles;

namespace KB.Indexer.Tests.Corpus.Articles;

public sealed class ArticleReaderTests
{
    private const string Whole = """
        ---
        title: "Widgets: flush after free"
        crashes:
          - 0123456789abcdef
          - WARNING in widget_flush
          - fn:widget_flush
          - file:fs/widget/core.c:30
          - "KASAN: *"
        trackers: [https://bugzilla.kernel.org/show_bug.cgi?id=12345]
        fixed-by: '0123456789ab ("widget: flush on close")'
        introduced-by: 0123456789abcdef0123456789abcdef01234567
        affects: [v4.6 to v5.4]
        status: fixed
        authors: [A. Reader, B. Writer]
        updated: 2026-11-23
        ---
        The text.
        """;

    public static TheoryData<string> Fields => [.. ArticleFields.All.Select(row => row.Name)];

    public static TheoryData<string, string> Wrongs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (ArticleField row in ArticleFields.All.Where(row => row.Wrong is not null))
            {
                data.Add(row.Name, row.Wrong!);
            }

            return data;
        }
    }

    [Fact]
    public void Every_key_of_the_front_matter_is_read()
    {
        ArticleReading reading = ArticleReader.Read("articles/widget-flush.md", Whole);

        Assert.Empty(reading.Faults);
        Article article = Assert.IsType<Article>(reading.Article);
        Assert.Equal(("widget-flush", "Widgets: flush after free", "fixed", new DateOnly(2026, 11, 23)), (article.Slug, article.Title, article.Status, article.Updated));
        Assert.Equal(["id:0123456789abcdef", "title:warning in widget_flush", "fn:widget_flush", "file:fs/widget/core.c:30", "title:kasan: *"], article.Crashes.Select(binding => binding.Key));
        Assert.Equal(("bugzilla", "12345"), (article.Trackers[0].Tracker, article.Trackers[0].Id));
        Assert.Equal(["0123456789ab (\"widget: flush on close\")"], article.FixedBy);
        Assert.Equal(["0123456789abcdef0123456789abcdef01234567"], article.IntroducedBy);
        Assert.Equal(["v4.6 to v5.4"], article.Affects);
        Assert.Equal(["A. Reader", "B. Writer"], article.Authors);
        Assert.Equal(("The text.", 17), (article.Markdown.Trim(), article.FirstLine));
    }

    [Theory, MemberData(nameof(Fields))]
    public void Every_key_takes_its_own_example(string name)
    {
        ArticleField field = ArticleFields.All.Single(row => row.Name == name);

        Assert.Null(field.Fault(field.Example));
        Assert.NotEqual(new Article { Slug = "x" }, field.Set(new Article { Slug = "x" }, [field.Example]));
    }

    [Theory, MemberData(nameof(Wrongs))]
    public void A_wrong_value_is_a_fault_with_its_line(string name, string wrong)
    {
        ArticleReading reading = ArticleReader.Read("a.md", $"---\n# a comment\n{name}: {wrong}\n---\n");

        Assert.Contains(reading.Faults, fault => fault.Line == 3 && fault.Message.Contains(wrong, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no front matter", 1, "no front matter")]
    [InlineData("---\ntitle: x\n", 1, "no front matter")]
    [InlineData("---\ntitle: x\nupdated: 2026-11-23\ncolour: red\n---\n", 4, "unknown key `colour`")]
    [InlineData("---\ntitle: x\nupdated: 2026-11-23\ntitle: y\n---\n", 4, "stands twice")]
    [InlineData("---\ntitle: [x, y]\nupdated: 2026-11-23\n---\n", 2, "takes one value")]
    [InlineData("---\ntitle: x\n---\n", 1, "`updated` is missing")]
    [InlineData("---\ntitle: x\nupdated: 2026-11-23\ncrashes:\n  - fn:ok_function\n  - abcdef\n---\n", 6, "`abcdef` is no id")]
    [InlineData("---\ntitle: x\nupdated: 2026-11-23\ncrashes: {a: b}\n---\n", 4, "not of the form")]
    [InlineData("---\ntitle: x\nupdated: *anchor\n---\n", 3, "not of the form")]
    [InlineData("---\n- title\n---\n", 2, "not of the form")]
    [InlineData("---\ntitle: \"x\n---\n", 2, "not of the form")]
    public void What_is_wrong_is_told_with_its_line(string text, int line, string message) =>
        Assert.Contains(ArticleReader.Read("a.md", text).Faults, fault => fault.Line == line && fault.Message.Contains(message, StringComparison.Ordinal));

    [Theory]
    [InlineData("Upper.md")]
    [InlineData("with blank.md")]
    [InlineData("-dash.md")]
    [InlineData("ümlaut.md")]
    public void A_file_name_that_is_no_address_is_a_fault(string file) =>
        Assert.Contains(ArticleReader.Read(file, Whole).Faults, fault => fault.Message.Contains("cannot be an address", StringComparison.Ordinal));

    [Fact]
    public void Deeply_nested_or_self_referring_front_matter_is_a_fault_and_nothing_worse()
    {
        string nested = $"---\ntitle: x\ncrashes: {new string('[', 50_000)}\n---\n";
        string aliases = "---\na: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n";

        Assert.NotEmpty(ArticleReader.Read("a.md", nested).Faults);
        Assert.NotEmpty(ArticleReader.Read("a.md", aliases).Faults);
    }
}
