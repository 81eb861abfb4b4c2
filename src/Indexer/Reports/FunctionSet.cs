using System.Buffers;

namespace KB.Indexer.Reports;

/// <summary>Functions named by pieces of their names.</summary>
/// <remarks>A piece is looked for anywhere in the name; <c>^</c> before it holds it to the beginning, <c>^_*</c> to what follows the underscores there, <c>$</c> behind it to the end.</remarks>
internal sealed class FunctionSet
{
    private const string Start = "^", Underscores = "^_*", End = "$";

    private readonly SearchValues<string> _anywhere;
    private readonly Placed[] _placed;

    public FunctionSet(IEnumerable<string> pieces)
    {
        ILookup<bool, string> isPlaced = pieces.ToLookup(piece => piece.StartsWith(Start, StringComparison.Ordinal) || piece.EndsWith(End, StringComparison.Ordinal));
        _anywhere = SearchValues.Create([.. isPlaced[false]], StringComparison.Ordinal);
        _placed = [.. isPlaced[true].Select(Placed.Of)];
    }

    /// <summary>True when one of the pieces is in the name.</summary>
    public bool Contains(string function) => function.AsSpan().ContainsAny(_anywhere) || Array.Exists(_placed, piece => piece.IsIn(function));

    private readonly record struct Placed(string Text, bool AtStart, bool BehindUnderscores, bool AtEnd)
    {
        public static Placed Of(string piece)
        {
            bool atStart = piece.StartsWith(Start, StringComparison.Ordinal), behind = piece.StartsWith(Underscores, StringComparison.Ordinal), atEnd = piece.EndsWith(End, StringComparison.Ordinal);
            return new Placed(piece[(behind ? Underscores.Length : atStart ? Start.Length : 0)..^(atEnd ? End.Length : 0)], atStart, behind, atEnd);
        }

        public bool IsIn(ReadOnlySpan<char> function)
        {
            ReadOnlySpan<char> name = BehindUnderscores ? function.TrimStart('_') : function;
            return (!AtStart || name.StartsWith(Text, StringComparison.Ordinal)) && (!AtEnd || name.EndsWith(Text, StringComparison.Ordinal)) && !(AtStart && AtEnd && name.Length != Text.Length);
        }
    }
}
