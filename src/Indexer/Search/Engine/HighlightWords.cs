using KB.Indexer.Search.Queries;

namespace KB.Indexer.Search.Engine;

/// <summary>The words of a query as they are looked for in a line.</summary>
internal sealed class HighlightWords
{
    private readonly HashSet<string> _words = [];
    private readonly List<string> _runs = [];
    private readonly List<string> _tails = [];
    private readonly List<string[]> _wildcards = [];
    private readonly char[] _scratch = new char[Analyzer.MaxToken];

    /// <summary>Takes the words that are asked for; not those behind a minus.</summary>
    public HighlightWords(QueryNode? root) => Take(root);

    /// <summary>The matching parts of a line, and how many different words they are.</summary>
    public List<(int Start, int Length)> Ranges(ReadOnlySpan<char> line, out int words)
    {
        var ranges = new List<(int, int)>();
        var found = new HashSet<string>();
        var analyzer = new Analyzer(line, _scratch);
        while (analyzer.Read())
        {
            string text = analyzer.Text.ToString();
            if (_words.Contains(text) || IsTail(text, analyzer.Kind) || _wildcards.Exists(pieces => TermSet.Fits(text, pieces)))
            {
                ranges.Add((analyzer.Start, analyzer.End - analyzer.Start));
                found.Add(text);
            }
            else if (analyzer.Kind != TokenKind.Word)
            {
                Inside(text, analyzer.Start, analyzer.End - text.Length, ranges, found);
            }
        }

        words = found.Count;
        return ranges;
    }

    /// <summary>Marks the parts of an identifier or a path: only the part, not the whole.</summary>
    private void Inside(string text, int start, int shift, List<(int, int)> ranges, HashSet<string> found)
    {
        int from = Math.Max(start, shift);
        foreach (string run in _runs)
        {
            int at = text.IndexOf(run, StringComparison.Ordinal);
            if (at >= 0 && IsEdge(text, at - 1) && IsEdge(text, at + run.Length))
            {
                ranges.Add((from + at, run.Length));
                found.Add(run);
                return;
            }
        }
    }

    private static bool IsEdge(string text, int at) => at < 0 || at >= text.Length || !char.IsLetterOrDigit(text[at]);

    private bool IsTail(string text, TokenKind kind) =>
        kind == TokenKind.Path && _tails.Exists(tail => text.EndsWith(tail, StringComparison.Ordinal) && (text.Length == tail.Length || text[^(tail.Length + 1)] == '/'));

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
