using KB.Indexer.Corpus.Articles;
using KB.Indexer.Reports;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KB.Site.Pages.Shared;

/// <summary>A heading with its anchor; the page's own heading is the only one of level 1.</summary>
internal sealed class AnchoredHeading : HtmlObjectRenderer<HeadingBlock>
{
    protected override void Write(HtmlRenderer renderer, HeadingBlock obj)
    {
        int level = Math.Clamp(obj.Level, 2, 6);
        renderer.EnsureLine();
        renderer.Write($"<h{level}").WriteAttributes(obj).Write('>').WriteLeafInline(obj);
        if (obj.TryGetAttributes()?.Id is { Length: > 0 } id)
        {
            renderer.Write(" <a class=\"anchor\" href=\"#").WriteEscapeUrl(id).Write("\">#</a>");
        }

        renderer.WriteLine($"</h{level}>");
    }
}

/// <summary>A link whose address is allowed, else its text; an image of this site, else a link to it.</summary>
internal sealed class AllowedLink : HtmlObjectRenderer<LinkInline>
{
    protected override void Write(HtmlRenderer renderer, LinkInline obj)
    {
        string? url = obj.GetDynamicUrl?.Invoke() ?? obj.Url;
        bool allowed = ArticleLink.IsAllowed(url);
        if (obj.IsImage && ArticleLink.IsOwn(url))
        {
            renderer.Write("<img src=\"").WriteEscapeUrl(url).Write("\" alt=\"").WriteEscape(TextOf(obj)).Write("\">");
            return;
        }

        if (allowed)
        {
            Open(renderer, url!, obj.Title);
        }

        renderer.WriteChildren(obj);
        if (allowed)
        {
            renderer.Write("</a>");
        }
    }

    /// <summary>The words of an image's description alone: links and notes within it would be tags within an attribute.</summary>
    private static string TextOf(LinkInline image) => string.Concat(image.Descendants().Select(part => part switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        AutolinkInline link => link.Url,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        KernelReference reference => reference.Text,
        LineBreakInline => " ",
        _ => "",
    }));

    internal static void Open(HtmlRenderer renderer, string url, string? title)
    {
        renderer.Write("<a href=\"").WriteEscapeUrl(url).Write('"');
        if (!string.IsNullOrEmpty(title))
        {
            renderer.Write(" title=\"").WriteEscape(title).Write('"');
        }

        renderer.Write(ArticleLink.IsOwn(url) ? ">" : " rel=\"nofollow noopener\">");
    }
}

/// <summary>An address in angle brackets.</summary>
internal sealed class AllowedAutolink : HtmlObjectRenderer<AutolinkInline>
{
    protected override void Write(HtmlRenderer renderer, AutolinkInline obj)
    {
        string url = obj.IsEmail ? "mailto:" + obj.Url : obj.Url;
        if (!ArticleLink.IsAllowed(url))
        {
            renderer.WriteEscape(obj.Url);
            return;
        }

        AllowedLink.Open(renderer, url, null);
        renderer.WriteEscape(obj.Url).Write("</a>");
    }
}

/// <summary>A function, source line, commit, bug, crash: a link where we know where it leads.</summary>
internal sealed class ReferenceLink(Func<KernelReference, ReferencePlace?> place) : HtmlObjectRenderer<KernelReference>
{
    protected override void Write(HtmlRenderer renderer, KernelReference obj)
    {
        ReferencePlace? found = place(obj);
        if (found is not null)
        {
            AllowedLink.Open(renderer, found.Url, null);
        }

        renderer.Write(obj.InCode ? "<code>" : "").WriteEscape(obj.Text == obj.Target ? found?.Title ?? obj.Text : obj.Text).Write(obj.InCode ? "</code>" : "");
        renderer.Write(found is null ? "" : "</a>");
    }
}

/// <summary>A table that may be wider than the page.</summary>
internal sealed class WideTable : HtmlTableRenderer
{
    protected override void Write(HtmlRenderer renderer, Table table)
    {
        renderer.EnsureLine();
        renderer.WriteLine("<div class=\"wide\">");
        base.Write(renderer, table);
        renderer.WriteLine("</div>");
    }
}

/// <summary>A block of code; a fenced block <c>oops</c> is drawn as call traces are: links in it, the guilty frame marked.</summary>
internal sealed class CodeOrOops(Func<KernelReference, ReferencePlace?> place) : HtmlObjectRenderer<CodeBlock>
{
    private const string Oops = "oops";

    protected override void Write(HtmlRenderer renderer, CodeBlock obj)
    {
        renderer.EnsureLine();
        if (obj is not FencedCodeBlock { Info: Oops })
        {
            renderer.Write("<pre><code>");
            renderer.WriteLeafRawLines(obj, writeEndOfLines: true, escape: true);
            renderer.WriteLine("</code></pre>");
            return;
        }

        string text = obj.Lines.ToString();
        string? guilty = ReportParser.Parse(text)?.Frame;
        bool marked = false;
        renderer.Write("<pre class=\"trace\">");
        foreach (string line in text.Split('\n'))
        {
            IReadOnlyList<TextPiece> pieces = KernelText.SplitOops(line);
            bool isFrame = pieces.Any(piece => piece.Kind == ReferenceKind.Function) && line.StartsWith(' ');
            bool unsure = isFrame && line.TrimStart().StartsWith("? ", StringComparison.Ordinal);
            bool blamed = isFrame && !unsure && !marked && pieces.Any(piece => piece.Kind == ReferenceKind.Function && piece.Target == guilty);
            marked |= blamed;
            renderer.Write($"<span class=\"f{(blamed ? " guilty" : unsure ? " unsure" : "")}\">");
            foreach (TextPiece piece in pieces)
            {
                Write(renderer, piece);
            }

            renderer.Write("\n</span>");
        }

        renderer.WriteLine("</pre>");
    }

    private void Write(HtmlRenderer renderer, TextPiece piece)
    {
        ReferencePlace? found = piece.Kind is { } kind ? place(new KernelReference { Kind = kind, Target = piece.Target, Text = piece.Text }) : null;
        if (found is null)
        {
            renderer.WriteEscape(piece.Text);
            return;
        }

        AllowedLink.Open(renderer, found.Url, null);
        renderer.WriteEscape(piece.Text).Write("</a>");
    }
}
