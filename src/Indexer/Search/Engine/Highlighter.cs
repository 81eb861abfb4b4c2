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

    /// <summary>Characters of a text that are looked at.</summary>
    private const int MaxText = 1_000_000;

    /// <summary>The lines that match best, in the order of the text: those with most of the query's words, the earliest of equals.</summary>
    public static IReadOnlyList<HighlightedLine> Lines(Query query, string text, int most = 3)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(text);
        return Lines(new HighlightWords(query.Root), text, most);
    }

    /// <summary>The same for one of many texts of one query.</summary>
    internal static IReadOnlyList<HighlightedLine> Lines(HighlightWords words, ReadOnlySpan<char> text, int most)
    {
        var best = new PriorityQueue<HighlightedLine, (int Words, int Line)>();
        var seen = new HashSet<string>();
        int number = 0;
        foreach (ReadOnlySpan<char> whole in text[..Math.Min(text.Length, MaxText)].EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> line = whole[..Math.Min(whole.Length, MaxLine)];
            if (!words.MayMatch(line))
            {
                continue;
            }

            List<(int Start, int Length)> ranges = words.Ranges(line, out int found);
            if (found > 0 && seen.Add(line.ToString()))
            {
                best.Enqueue(new(number, line.ToString(), ranges), (found, -number));
                if (best.Count > most)
                {
                    best.Dequeue();
                }
            }
        }

        return [.. best.UnorderedItems.Select(item => item.Element).OrderBy(line => line.Number)];
    }

    /// <summary>The parts of one line (a title) that the query's words match.</summary>
    public static IReadOnlyList<(int Start, int Length)> Ranges(Query query, string line)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new HighlightWords(query.Root).Ranges(line, out _);
    }
}
