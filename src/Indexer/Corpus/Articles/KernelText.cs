using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Articles;

/// <summary>A piece of text, with what it refers to where it refers to something.</summary>
/// <param name="Text">The text as written.</param>
/// <param name="Kind">Null for plain text.</param>
/// <param name="Target">What it points at; empty for plain text.</param>
public sealed record TextPiece(string Text, ReferenceKind? Kind, string Target);

/// <summary>Finds references in text.</summary>
public static class KernelText
{
    /// <summary>References taken from one run of text; beyond it the rest stays plain.</summary>
    private const int MaxReferences = 500;

    /// <summary>Cuts running text at its references.</summary>
    public static IReadOnlyList<TextPiece> Split(string text) => Split(text, ReferencePattern.InText);

    /// <summary>Cuts a line of an oops at its functions and source lines.</summary>
    public static IReadOnlyList<TextPiece> SplitOops(string line) => Split(line, ReferencePattern.InOops);

    /// <summary>What text in backticks refers to as a whole; null when it is just code.</summary>
    public static TextPiece? OfCode(string code)
    {
        foreach (ReferencePattern pattern in ReferencePattern.InBackticks)
        {
            if (pattern.Form.Match(code) is { Success: true } match && match.Length == code.Length && pattern.TargetOf(match) is { } target)
            {
                return new TextPiece(code, pattern.Kind, target);
            }
        }

        return null;
    }

    private static List<TextPiece> Split(string text, IReadOnlyList<ReferencePattern> patterns)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<(int Start, int Length, ReferenceKind Kind, string Target)>();
        foreach (ReferencePattern pattern in patterns)
        {
            for (Match match = pattern.Form.Match(text); match.Success && found.Count < MaxReferences; match = match.NextMatch())
            {
                if (pattern.TargetOf(match) is { } target)
                {
                    found.Add((match.Index, match.Length, pattern.Kind, target));
                }
            }
        }

        var pieces = new List<TextPiece>();
        int end = 0;
        foreach ((int start, int length, ReferenceKind kind, string target) in found.OrderBy(one => one.Start).ThenByDescending(one => one.Length))
        {
            if (start < end)
            {
                continue;
            }

            AddPlain(pieces, text[end..start]);
            pieces.Add(new TextPiece(text.Substring(start, length), kind, target));
            end = start + length;
        }

        AddPlain(pieces, text[end..]);
        return pieces;
    }

    private static void AddPlain(List<TextPiece> pieces, string text)
    {
        if (text.Length > 0)
        {
            pieces.Add(new TextPiece(text, null, ""));
        }
    }
}
