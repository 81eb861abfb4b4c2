using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Syntax;

namespace KB.Indexer.Corpus.Articles;

/// <summary>How the Markdown of articles is read: CommonMark without raw HTML, with tables, footnotes, bare addresses as links and kernel references.</summary>
public static class ArticleMarkdown
{
    /// <summary>The dialect. Raw HTML is off: articles are contributed text, so a script in one must come out as text.</summary>
    public static MarkdownPipeline Pipeline { get; } = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseFootnotes()
        .UseAutoLinks()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .UsePreciseSourceLocation()
        .Use<KernelReferences>()
        .Build();

    /// <summary>Reads Markdown; a text nested too deep for the parser comes back as one block of code.</summary>
    public static MarkdownDocument Parse(string markdown)
    {
        try
        {
            return Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            return AsCode(markdown);
        }
    }

    /// <summary>The text as one block of code: for what is nested too deep to be parsed or rendered.</summary>
    public static MarkdownDocument AsCode(string markdown)
    {
        string fence = new('~', 12);
        return Markdown.Parse($"{fence}\n{markdown.Replace(fence, "", StringComparison.Ordinal)}\n{fence}\n", Pipeline);
    }
}
