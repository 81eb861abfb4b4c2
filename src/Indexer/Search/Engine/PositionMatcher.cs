namespace KB.Indexer.Search.Engine;

/// <summary>How well the positions of several terms of one document suit: 0 for not at all, 256 for perfectly.</summary>
/// <param name="terms">The terms with their positions, ascending.</param>
internal delegate int PositionTest(ReadOnlySpan<PositionSource> terms);

/// <summary>Documents with all of some terms, at positions that pass a test: phrases, stacks, places near a line.</summary>
/// <param name="sources">At least one.</param>
/// <param name="test">The test.</param>
/// <param name="weight">Weight of a perfect match.</param>
internal sealed class PositionMatcher(PositionSource[] sources, PositionTest test, int weight) : Matcher
{
    /// <inheritdoc/>
    public override long Cost => 4 * sources.Min(source => source.Count);

    /// <inheritdoc/>
    public override int Next(int from)
    {
        while (from != Postings.End)
        {
            int start = from;
            foreach (PositionSource source in sources)
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
        foreach (PositionSource source in sources)
        {
            impact = Math.Min(impact, source.ReadPositions());
        }

        return (int)((long)weight * impact * test(sources) >> 8);
    }
}

/// <summary>One or more terms that count as one: their documents and positions together.</summary>
internal sealed class PositionSource(Postings[] terms)
{
    private int[] _positions = new int[16];
    private int _count, _document;

    /// <summary>Documents, roughly.</summary>
    public long Count { get; } = terms.Sum(term => (long)term.Count);

    /// <summary>Positions read, ascending.</summary>
    public ReadOnlySpan<int> Positions => _positions.AsSpan(0, _count);

    /// <summary>Goes to the first document from <paramref name="from"/> on.</summary>
    public int Seek(int from)
    {
        _document = Postings.End;
        foreach (Postings term in terms)
        {
            _document = Math.Min(_document, term.Seek(from));
        }

        return _document;
    }

    /// <summary>Reads the positions of the document it stands at; gives the greatest impact.</summary>
    public int ReadPositions()
    {
        _count = 0;
        int impact = 0;
        foreach (Postings term in terms)
        {
            if (term.Document == _document)
            {
                _count = term.ReadPositions(ref _positions, _count);
                impact = Math.Max(impact, term.Impact);
            }
        }

        if (terms.Length > 1)
        {
            _positions.AsSpan(0, _count).Sort();
        }

        return impact;
    }
}
