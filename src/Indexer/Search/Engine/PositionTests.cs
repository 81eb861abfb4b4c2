namespace KB.Indexer.Search.Engine;

/// <summary>The tests of positions.</summary>
internal static class PositionTests
{
    /// <summary>Lines that a place may have drifted between releases and still be meant.</summary>
    public const int NearLines = 40;

    /// <summary>Each position one behind that of the term before.</summary>
    public static int Phrase(ReadOnlySpan<PositionSource> terms)
    {
        foreach (int start in terms[0].Positions)
        {
            int i = 1;
            while (i < terms.Length && Has(terms[i].Positions, start + i))
            {
                i++;
            }

            if (i == terms.Length)
            {
                return 256;
            }
        }

        return 0;
    }

    /// <summary>In one stack, each deeper than the one before; neighbours are best.</summary>
    public static int Stack(ReadOnlySpan<PositionSource> terms)
    {
        int best = 0;
        foreach (int start in terms[0].Positions)
        {
            int stack = start / DocumentTerms.StackStride, at = start, i = 1;
            while (i < terms.Length && After(terms[i].Positions, at) is >= 0 and int next && next / DocumentTerms.StackStride == stack)
            {
                (at, i) = (next, i + 1);
            }

            if (i == terms.Length)
            {
                int gaps = at - start - (terms.Length - 1);
                best = Math.Max(best, 256 * 8 / (8 + gaps));
            }
        }

        return best;
    }

    /// <summary>A line near the one wanted; the nearer the better.</summary>
    public static PositionTest Near(int line) => terms =>
    {
        int best = 0;
        foreach (int position in terms[0].Positions)
        {
            int distance = Math.Abs(position - line);
            if (distance <= NearLines)
            {
                best = Math.Max(best, distance == 0 ? 256 : 128 - (2 * distance));
            }
        }

        return best;
    };

    /// <summary>A few positions are read through, many searched.</summary>
    private static bool Has(ReadOnlySpan<int> positions, int wanted) =>
        positions.Length <= 16 ? positions.Contains(wanted) : positions.BinarySearch(wanted) >= 0;

    /// <summary>The first position behind one; -1 when there is none.</summary>
    private static int After(ReadOnlySpan<int> positions, int at)
    {
        int place = positions.BinarySearch(at + 1);
        place = place < 0 ? ~place : place;
        return place < positions.Length ? positions[place] : -1;
    }
}
