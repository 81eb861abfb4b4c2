using System.Buffers;
using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>Functions named by pieces of their names: plain text, or a regex where a piece has more than letters.</summary>
internal sealed class FunctionSet
{
    private readonly SearchValues<string> _pieces;
    private readonly Regex[] _patterns;

    public FunctionSet(IEnumerable<string> pieces)
    {
        ILookup<bool, string> isPlain = pieces.ToLookup(piece => piece.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'));
        _pieces = SearchValues.Create([.. isPlain[true]], StringComparison.Ordinal);
        // Few at a time: an automaton over all of them would be too large.
        _patterns = [.. isPlain[false].Chunk(8).Select(some => new Regex(string.Join('|', some), RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture))];
    }

    /// <summary>True when one of the pieces is in the name.</summary>
    public bool Contains(string function) => function.AsSpan().ContainsAny(_pieces) || Array.Exists(_patterns, pattern => pattern.IsMatch(function));
}
