using KB.Indexer.Cli;
using KB.Indexer.Corpus.Articles;

namespace KB.Indexer.Tests.Corpus.Articles;

public sealed class CorpusCheckTests : IDisposable
{
    private const string Head = "---\ntitle: Widgets\nupdated: 2026-11-23\n---\n";

    private const string Oops = """
        [   10.000001] BUG: KASAN: use-after-free in widget_flush+0x1d3/0x240
        [   10.000002] Read of size 8 at addr ffff88810a2b3c40 by task kworker/u8:3/57
        [   10.000003] Call Trace:
        [   10.000004]  dump_stack+0x116/0x1f0
        [   10.000005]  widget_flush+0x1d3/0x240 fs/widget/core.c:30
        [   10.000006]  process_one_work+0x8a1/0x1680 kernel/workqueue.c:2269
        """;

    private readonly string _corpus = Directory.CreateTempSubdirectory("kb-check-").FullName;

    public CorpusCheckTests()
    {
        Directory.CreateDirectory(Path.Combine(_corpus, "articles", "more"));
        File.WriteAllText(Path.Combine(_corpus, "oops.log"), Oops);
    }

    public void Dispose() => Directory.Delete(_corpus, recursive: true);

    [Fact]
    public void The_corpus_of_the_project_has_no_fault() => Assert.Empty(CorpusCheck.Run(Path.Combine(Repository.Root, "corpus")));

    [Theory]
    [InlineData("[[article:none]]", "no article `none`")]
    [InlineData("[[crash:WARNING in nothing]]", "no crash of the corpus has the id or title")]
    [InlineData("[[bisection:0123456789abcdef]]", "no bisection of the corpus")]
    [InlineData("[[bug:1]]", "between [[ and ]] stands")]
    [InlineData("[x](/crashes/0123456789abcdef)", "nothing stands at")]
    [InlineData("[x](/articles/none#there)", "nothing stands at")]
    [InlineData("[x](/no/such/page)", "nothing stands at")]
    [InlineData("[x](#nowhere)", "no heading of the article")]
    [InlineData("[x](other.md)", "is relative")]
    [InlineData("[x](javascript:alert(1))", "none that an article may have")]
    [InlineData("<javascript:alert(1)>", "none that an article may have")]
    [InlineData("![x](https://example.org/x.png)", "stands at another site")]
    public void A_link_that_leads_nowhere_is_a_fault_with_its_line(string markdown, string message)
    {
        Write("a.md", $"{Head}Text\n\nand {markdown}\n");

        CorpusFault fault = Assert.Single(CorpusCheck.Run(_corpus));
        Assert.Equal(7, fault.Line);
        Assert.EndsWith("a.md", fault.File, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fn:widget_flush")]
    [InlineData("file:fs/widget/core.c")]
    [InlineData("\"KASAN: *\"")]
    public void A_binding_of_a_crash_in_the_corpus_is_no_fault(string binding)
    {
        Write("a.md", $"---\ntitle: Widgets\nupdated: 2026-11-23\ncrashes:\n  - {binding}\n---\nSee [[article:b]], [x](#here), [y](https://example.org/), [z](/search?q=x).\n\n## Here\n");
        Write("b.md", Head);

        Assert.Empty(CorpusCheck.Run(_corpus));
    }

    [Theory]
    [InlineData("fn:gadget_flush", "no crash of the corpus has the function `gadget_flush`")]
    [InlineData("file:fs/widget/core.c:31", "no crash of the corpus has the file")]
    [InlineData("0123456789abcdef", "no crash of the corpus has the id")]
    [InlineData("WARNING in widget_flush", "no crash of the corpus has the title")]
    public void A_binding_without_a_crash_is_a_fault_with_its_line(string binding, string message)
    {
        Write("a.md", $"---\ntitle: Widgets\nupdated: 2026-11-23\ncrashes:\n  - {binding}\n---\n");

        CorpusFault fault = Assert.Single(CorpusCheck.Run(_corpus));
        Assert.Equal(5, fault.Line);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_articles_of_one_slug_are_a_fault()
    {
        Write("a.md", Head);
        Write("more/a.md", Head);

        Assert.Contains("already that of", Assert.Single(CorpusCheck.Run(_corpus)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_prints_file_and_line_and_fails()
    {
        Write("a.md", Head + "[[article:none]]\n");
        using var output = new StringWriter();

        Assert.Equal(1, CheckCommand.Run(_corpus, output, TextWriter.Null));
        Assert.EndsWith("a.md:5: there is no article `none`", output.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_succeeds_on_a_clean_corpus_and_fails_without_one()
    {
        Assert.Equal(0, CheckCommand.Run(_corpus, TextWriter.Null, TextWriter.Null));
        Assert.Equal(1, CheckCommand.Run(Path.Combine(_corpus, "none"), TextWriter.Null, TextWriter.Null));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_corpus, "articles", name), text);
}
