using Markdig;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KB.Indexer.Corpus.Articles;

/// <summary>Markdig extension: turns what names functions, source lines, commits, bugs, crashes into <see cref="KernelReference"/>s.</summary>
public sealed class KernelReferences : IMarkdownExtension
{
    /// <inheritdoc/>
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.InlineParsers.InsertBefore<LinkInlineParser>(new DoubleBrackets());
        pipeline.DocumentProcessed += document =>
        {
            foreach (LeafBlock block in document.Descendants<LeafBlock>())
            {
                if (block.Inline is { } inlines)
                {
                    Find(inlines);
                }
            }
        };
    }

    /// <inheritdoc/>
    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }

    private static void Find(ContainerInline root)
    {
        // An own stack: emphasis nests as deep as an author likes.
        var open = new Stack<ContainerInline>([root]);
        while (open.TryPop(out ContainerInline? container))
        {
            for (Inline? inline = container.FirstChild; inline is not null;)
            {
                Inline? next = inline is LiteralInline ? Gather(inline, out _) : inline.NextSibling;
                switch (inline)
                {
                    case LiteralInline:
                        Replace(inline, Gather(inline, out string text), KernelText.Split(text), inCode: false);
                        break;
                    case CodeInline code when KernelText.OfCode(code.Content) is { } piece:
                        Replace(code, next, [piece], inCode: true);
                        break;
                    // A link in a link is none.
                    case ContainerInline inner and not LinkInline:
                        open.Push(inner);
                        break;
                }

                inline = next;
            }
        }
    }

    // Underscores and brackets cut names into several literals that stand side by side.
    private static Inline? Gather(Inline first, out string text)
    {
        var parts = new List<string>();
        Inline? inline = first;
        for (; inline is LiteralInline literal; inline = inline.NextSibling)
        {
            parts.Add(literal.Content.ToString());
        }

        text = string.Concat(parts);
        return inline;
    }

    private static void Replace(Inline first, Inline? behind, IReadOnlyList<TextPiece> pieces, bool inCode)
    {
        if (pieces.All(piece => piece.Kind is null))
        {
            return;
        }

        foreach (TextPiece piece in pieces)
        {
            first.InsertBefore(piece.Kind is { } kind
                ? new KernelReference { Kind = kind, Target = piece.Target, Text = piece.Text, InCode = inCode, Line = first.Line, Span = first.Span }
                : new LiteralInline(piece.Text) { Line = first.Line, Span = first.Span });
        }

        for (Inline? inline = first; inline != behind;)
        {
            Inline? next = inline!.NextSibling;
            inline.Remove();
            inline = next;
        }
    }
}
