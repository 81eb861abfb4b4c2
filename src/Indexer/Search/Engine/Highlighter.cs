using KB.Indexer.Search.Queries;

namespace KB.Indexer.Search.Engine;

/// <summary>One line of a text that matches a query.</summary>
/// <param name="Number">Line, from 1.</param>
/// <param name="Text">The line without its end, cut to <see cref="Highlighter.MaxLine"/> characters.</param>
/// <param name="Ranges">The matching parts of <see cref="Text"/>, in order, apart from each other.</param>
public sealed record HighlightedLine(int Number, string Text, IReadOnlyList<(int Start, int Length)> Ranges);

/// <summary>Finds in a stored text the places for which a query found it.</summary>
public static class Highlighter
{
    /// <summary>Characters shown of a line.</summary>
    public const int MaxLine = 300;

    /// <summary>The lines that match best, in the order of the text.</summary>
    public static IReadOnlyList<HighlightedLine> Lines(Query query, string text, int most = 3) => [];

    /// <summary>The parts of one line (a title) that the query's words match.</summary>
    public static IReadOnlyList<(int Start, int Length)> Ranges(Query query, string line) => [];
}
