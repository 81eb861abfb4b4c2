namespace KB.Indexer.Search.Engine;

/// <summary>How well the positions of several terms of one document suit: 0 for not at all, 256 for perfectly.</summary>
/// <param name="positions">Positions of each term, ascending.</param>
internal delegate int PositionTest(IReadOnlyList<List<int>> positions);

/// <summary>Documents with all of some terms, at positions that pass a test: phrases, stacks, places near a line.</summary>
internal sealed class PositionMatcher : Matcher
{
    private readonly PositionSource[] _sources;
    private readonly List<int>[] _positions;
    private readonly PositionTest _test;
    private readonly int _weight;

    /// <summary>Takes at least one source.</summary>
    public PositionMatcher(PositionSource[] sources, PositionTest test, int weight)
    {
        (_sources, _test, _weight) = (sources, test, weight);
        _positions = [.. sources.Select(_ => new List<int>())];
    }

    /// <inheritdoc/>
    public override long Cost => 4 * _sources.Min(source => source.Count);

    /// <inheritdoc/>
    public override int Next(int from)
    {
        while (from != Postings.End)
        {
            int start = from;
            foreach (PositionSource source in _sources)
            {
                from = source.Seek(from);
            }

            if (from == start)
            {
                break;
            }
        }

        return from;
    }

    /// <inheritdoc/>
    public override void Accumulate(Window window)
    {
        for (int document = Next(window.Start); document < window.End; document = Next(document + 1))
        {
            if (Score() is > 0 and int score)
            {
                window.Add(document - window.Start, score);
            }
        }
    }

    /// <inheritdoc/>
    public override void Restrict(Window window, Window scratch)
    {
        for (int place = window.NextBit(0); place >= 0; place = window.NextBit(place + 1))
        {
            int score = Next(window.Start + place) == window.Start + place ? Score() : 0;
            if (score > 0)
            {
                window.Scores[place] += score;
            }
            else
            {
                window.Drop(place);
            }
        }
    }

    private int Score()
    {
        int impact = 255;
        for (int i = 0; i < _sources.Length; i++)
        {
            impact = Math.Min(impact, _sources[i].ReadPositions(_positions[i]));
        }

        return (int)((long)_weight * impact * _test(_positions) >> 8);
    }
}

/// <summary>One or more terms that count as one: their documents and positions together.</summary>
internal sealed class PositionSource(IReadOnlyList<Postings> terms)
{
    private readonly List<int> _more = [];

    /// <summary>Documents, roughly.</summary>
    public long Count { get; } = terms.Sum(term => (long)term.Count);

    /// <summary>Goes to the first document from <paramref name="from"/> on.</summary>
    public int Seek(int from)
    {
        int document = Postings.End;
        foreach (Postings term in terms)
        {
            document = Math.Min(document, term.Seek(from));
        }

        return document;
    }

    /// <summary>Reads the positions of the document it stands at, ascending; gives the greatest impact.</summary>
    public int ReadPositions(List<int> to)
    {
        to.Clear();
        int document = terms.Min(term => term.Document), impact = 0;
        foreach (Postings term in terms)
        {
            if (term.Document == document)
            {
                term.ReadPositions(_more);
                to.AddRange(_more);
                impact = Math.Max(impact, term.Impact);
            }
        }

        if (terms.Count > 1)
        {
            to.Sort();
        }

        return impact;
    }
}

/// <summary>The tests of positions.</summary>
internal static class PositionTests
{
    /// <summary>Lines that a place may have drifted between releases and still be meant.</summary>
    public const int NearLines = 40;

    /// <summary>Each position one behind that of the term before.</summary>
    public static int Phrase(IReadOnlyList<List<int>> positions)
    {
        foreach (int start in positions[0])
        {
            int i = 1;
            while (i < positions.Count && positions[i].BinarySearch(start + i) >= 0)
            {
                i++;
            }

            if (i == positions.Count)
            {
                return 256;
            }
        }

        return 0;
    }

    /// <summary>In one stack, each deeper than the one before; neighbours are best.</summary>
    public static int Stack(IReadOnlyList<List<int>> positions)
    {
        int best = 0;
        foreach (int start in positions[0])
        {
            int stack = start / DocumentTerms.StackStride, at = start, i = 1;
            for (; i < positions.Count; i++)
            {
                int next = positions[i].BinarySearch(at + 1);
                next = next < 0 ? ~next : next;
                if (next == positions[i].Count || positions[i][next] / DocumentTerms.StackStride != stack)
                {
                    break;
                }

                at = positions[i][next];
            }

            if (i == positions.Count)
            {
                int gaps = at - start - (positions.Count - 1);
                best = Math.Max(best, 256 * 8 / (8 + gaps));
            }
        }

        return best;
    }

    /// <summary>A line near the one wanted; the nearer the better.</summary>
    public static PositionTest Near(int line) => positions =>
    {
        int best = 0;
        foreach (int position in positions[0])
        {
            int distance = Math.Abs(position - line);
            if (distance <= NearLines)
            {
                best = Math.Max(best, distance == 0 ? 256 : 128 - (2 * distance));
            }
        }

        return best;
    };
}
