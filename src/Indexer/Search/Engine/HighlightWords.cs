using System.Buffers;
using System.Text;
using KB.Indexer.Search.Queries;

namespace KB.Indexer.Search.Engine;

/// <summary>The words of a query as they are looked for in a line; for one thread at a time.</summary>
internal sealed class HighlightWords
{
    private readonly HashSet<string> _words = [];
    private readonly List<string> _runs = [];
    private readonly List<string> _tails = [];
    private readonly List<string[]> _wildcards = [];
    private readonly HashSet<string> _found = [];
    private readonly char[] _scratch = new char[Analyzer.MaxToken];
    // What a line without any of it cannot match: most lines are left out before they are read as words.
    private readonly SearchValues<string> _needed;

    /// <summary>Takes the words that are asked for; not those behind a minus.</summary>
    public HighlightWords(QueryNode? root)
    {
        Take(root);
        string[] needed = [.. _runs, .. _wildcards.Select(pieces => pieces.MaxBy(piece => piece.Length)!)];
        _needed = SearchValues.Create(needed, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>False when no word can be in a line. Beyond ASCII the two ways of folding case differ, so that such a line may hold any.</summary>
    public bool MayMatch(ReadOnlySpan<char> line) => line.ContainsAny(_needed) || !Ascii.IsValid(line);

    /// <summary>The matching parts of a line, and how many different words they are.</summary>
    public List<(int Start, int Length)> Ranges(ReadOnlySpan<char> line, out int words)
    {
        var ranges = new List<(int, int)>();
        _found.Clear();
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> known = _words.GetAlternateLookup<ReadOnlySpan<char>>(), found = _found.GetAlternateLookup<ReadOnlySpan<char>>();
        var analyzer = new Analyzer(line, _scratch);
        while (analyzer.Read())
        {
            ReadOnlySpan<char> text = analyzer.Text;
            if (known.Contains(text) || IsTail(text, analyzer.Kind) || IsWildcard(text))
            {
                ranges.Add((analyzer.Start, analyzer.End - analyzer.Start));
                found.Add(text);
            }
            else if (analyzer.Kind != TokenKind.Word)
            {
                Inside(text, analyzer.Start, analyzer.End - text.Length, ranges);
            }
        }

        words = _found.Count;
        return ranges;
    }

    /// <summary>Marks the parts of an identifier or a path: only the part, not the whole.</summary>
    private void Inside(ReadOnlySpan<char> text, int start, int shift, List<(int, int)> ranges)
    {
        int from = Math.Max(start, shift);
        foreach (string run in _runs)
        {
            int at = text.IndexOf(run);
            if (at >= 0 && IsEdge(text, at - 1) && IsEdge(text, at + run.Length))
            {
                ranges.Add((from + at, run.Length));
                _found.Add(run);
                return;
            }
        }
    }

    private static bool IsEdge(ReadOnlySpan<char> text, int at) => at < 0 || at >= text.Length || !char.IsLetterOrDigit(text[at]);

    private bool IsTail(ReadOnlySpan<char> text, TokenKind kind)
    {
        if (kind == TokenKind.Path)
        {
            foreach (string tail in _tails)
            {
                if (text.EndsWith(tail) && (text.Length == tail.Length || text[^(tail.Length + 1)] == '/'))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsWildcard(ReadOnlySpan<char> text)
    {
        foreach (string[] pieces in _wildcards)
        {
            if (TermSet.Fits(text, pieces))
            {
                return true;
            }
        }

        return false;
    }

    private void Take(QueryNode? node)
    {
        switch (node)
        {
            case AndNode and:
                Take(and.Parts);
                break;
            case OrNode or:
                Take(or.Parts);
                break;
            case WordNode word:
                TakeText(word.Text);
                break;
            case PhraseNode phrase:
                TakeText(phrase.Text);
                break;
            case FieldNode { Field.Kind: FieldKind.Stack } stack:
                Array.ForEach(stack.Value.Split('>'), TakeText);
                break;
            case FieldNode { Field.Kind: not (FieldKind.Column or FieldKind.Release or FieldKind.State or FieldKind.Date or FieldKind.Trust) } field:
                TakeText(field.Value);
                break;
        }
    }

    private void Take(IReadOnlyList<QueryNode> parts)
    {
        foreach (QueryNode part in parts)
        {
            Take(part);
        }
    }

    private void TakeText(string text)
    {
        foreach (QueryToken token in QueryToken.Read(text, wildcards: true))
        {
            if (token.Text.Contains('*'))
            {
                _wildcards.Add(token.Text.Split('*'));
                continue;
            }

            _words.Add(token.Text);
            _runs.Add(token.Text);
            if (token.Kind == TokenKind.Path)
            {
                _tails.Add(token.Text);
            }
        }
    }
}
