using KB.Indexer.Reports;

namespace KB.Indexer.Search.Engine;

/// <summary>How much an occurrence of a term says about its document. The figures were chosen with bench/ and are explained in docs/search.md.</summary>
internal static class Weights
{
    /// <summary>Anywhere in the text.</summary>
    public const float Text = 1;

    /// <summary>In the text of an article: it speaks of crashes, and stands behind them.</summary>
    public const float ArticleText = .15f;

    /// <summary>In a title.</summary>
    public const float Title = 4;

    /// <summary>Share of a title's weights that one of older rules has: it leads to the crash, behind others alike that are called so today.</summary>
    public const float FormerTitle = .25f;

    /// <summary>The function that the title blames.</summary>
    public const float GuiltyFrame = 4;

    /// <summary>The file to blame.</summary>
    public const float GuiltyFile = 4;

    /// <summary>Part of an identifier in a title.</summary>
    public const float PartOfTitle = .5f;

    /// <summary>Saturation: how quickly further occurrences stop to matter (BM25's k1).</summary>
    public const float Saturation = 1.2f;

    /// <summary>How much long documents are held back (BM25's b).</summary>
    public const float LengthShare = .75f;

    /// <summary>Tokens of a usual report: a constant, so that an impact never has to be written again.</summary>
    public const float UsualTokens = 600;

    /// <summary>Weight of a frame: the crashing stacks from their top, then all others.</summary>
    public static float Frame(bool crashing, int depth, StackFrame frame) =>
        !frame.Reliable ? .1f : crashing ? 2f / (1 + (depth / 4f)) : .3f;

    /// <summary>Impact of a sum of weights in a document with so many tokens: 1 to 255.</summary>
    public static byte Impact(float weight, int tokens)
    {
        float norm = 1 - LengthShare + (LengthShare * tokens / UsualTokens);
        float impact = weight / (weight + (Saturation * norm));
        return (byte)Math.Clamp((int)(impact * 255), 1, 255);
    }

    /// <summary>
    /// What a document gets without any word: of two that match alike the one with fewer functions and less text is more about
    /// them. About as much as one rare word in a good place.
    /// </summary>
    public static int Prior(DocumentSize size) => (int)(PriorScale / (1 + (size.Functions / UsualFunctions) + (size.Tokens / ManyTokens)));

    private const float PriorScale = 60_000;
    private const float UsualFunctions = 40;
    private const float ManyTokens = 2000;
}
