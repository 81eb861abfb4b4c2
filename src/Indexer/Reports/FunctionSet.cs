using System.Buffers;
using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>Functions named by pieces of their names: plain text, or a regex where a piece has more than letters.</summary>
internal sealed class FunctionSet
{
    private readonly SearchValues<string> _pieces;
    private readonly Regex? _pattern;

    public FunctionSet(IEnumerable<string> pieces)
    {
        ILookup<bool, string> isPlain = pieces.ToLookup(piece => piece.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'));
        _pieces = SearchValues.Create([.. isPlain[true]], StringComparison.Ordinal);
        string pattern = string.Join('|', isPlain[false]);
        _pattern = pattern.Length == 0 ? null : new Regex(pattern, RegexOptions.ExplicitCapture);
    }

    /// <summary>True when one of the pieces is in the name.</summary>
    public bool Contains(string function) => function.AsSpan().ContainsAny(_pieces) || _pattern?.IsMatch(function) == true;
}
