using KB.Indexer.Corpus.Articles;
using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Microsoft.AspNetCore.Html;

namespace KB.Site.Pages.Shared;

/// <summary>The one place where article Markdown becomes HTML. Nothing that an article holds can become a tag, a script or a style of its own.</summary>
internal static class ArticleHtml
{
    /// <summary>Ids that the layout has: a heading must not take them.</summary>
    private static readonly string[] TakenIds = ["main"];

    /// <summary>The whole text of an article.</summary>
    /// <param name="markdown">The text below the front matter.</param>
    /// <param name="place">Where a reference leads; null when it shall stay text.</param>
    public static IHtmlContent Render(string markdown, Func<KernelReference, ReferencePlace?> place) => Write(markdown, place, _ => { });

    /// <summary>The text before the first heading: what an article says about its crashes in short. The whole text when it has no headings.</summary>
    public static IHtmlContent RenderLead(string markdown, Func<KernelReference, ReferencePlace?> place) => Write(markdown, place, KeepLead);

    private static void KeepLead(MarkdownDocument document)
    {
        int heading = document.TakeWhile(block => block is not HeadingBlock).Count();
        bool cut = heading < document.Count;
        while (document.Count > heading)
        {
            document.RemoveAt(document.Count - 1);
        }

        if (cut)
        {
            // Their notes stand at the end, which was cut off.
            foreach (FootnoteLink link in document.Descendants<FootnoteLink>().ToList())
            {
                link.Remove();
            }
        }
    }

    private static HtmlString Write(string markdown, Func<KernelReference, ReferencePlace?> place, Action<MarkdownDocument> change)
    {
        MarkdownDocument document = ArticleMarkdown.Parse(markdown);
        change(document);
        try
        {
            return Write(document, place);
        }
        catch (ArgumentException)
        {
            // Markdig parses what is nested deeper than it renders.
            return Write(ArticleMarkdown.AsCode(markdown), place);
        }
    }

    private static HtmlString Write(MarkdownDocument document, Func<KernelReference, ReferencePlace?> place)
    {
        foreach (HeadingBlock heading in document.Descendants<HeadingBlock>())
        {
            if (heading.TryGetAttributes() is { Id: { } id } attributes && TakenIds.Contains(id))
            {
                attributes.Id = id + "-1";
            }
        }

        foreach (Table table in document.Descendants<Table>())
        {
            Align(table);
        }

        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        ArticleMarkdown.Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HeadingRenderer>(new AnchoredHeading());
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new CodeOrOops(place));
        renderer.ObjectRenderers.ReplaceOrAdd<LinkInlineRenderer>(new AllowedLink());
        renderer.ObjectRenderers.ReplaceOrAdd<AutolinkInlineRenderer>(new AllowedAutolink());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlTableRenderer>(new WideTable());
        renderer.ObjectRenderers.Insert(0, new ReferenceLink(place));
        renderer.Render(document);
        return new HtmlString(writer.ToString());
    }

    // Markdig aligns columns by inline styles, which the site's policy forbids.
    private static void Align(Table table)
    {
        for (int column = 0; column < table.ColumnDefinitions.Count; column++)
        {
            TableColumnDefinition definition = table.ColumnDefinitions[column];
            foreach (TableRow row in table.OfType<TableRow>().Where(row => definition.Alignment == TableColumnAlign.Right && column < row.Count))
            {
                row[column].GetAttributes().AddClass("num");
            }

            definition.Alignment = null;
            definition.Width = 0;
        }
    }
}
