namespace KB.Indexer.Search.Engine;

/// <summary>All parts match; scores add up.</summary>
internal sealed class AndMatcher : Matcher
{
    private readonly Matcher[] _parts;

    /// <summary>Takes at least one part.</summary>
    public AndMatcher(IEnumerable<Matcher> parts) => _parts = [.. parts.OrderBy(part => part.Cost)];

    /// <inheritdoc/>
    public override long Cost => _parts[0].Cost;

    /// <inheritdoc/>
    public override int Next(int from)
    {
        foreach (Matcher part in _parts)
        {
            if ((from = part.Next(from)) == Postings.End)
            {
                break;
            }
        }

        return from;
    }

    /// <inheritdoc/>
    public override void Accumulate(Window window)
    {
        Window own = Window.Rent(window), scratch = Window.Rent(window);
        _parts[0].Accumulate(own);
        for (int i = 1; i < _parts.Length && !own.IsEmpty; i++)
        {
            _parts[i].Restrict(own, scratch);
        }

        window.Add(own);
        Window.Return(own, scratch);
    }
}

/// <summary>Any part matches; scores add up, or the greatest counts.</summary>
internal sealed class OrMatcher(IReadOnlyList<Matcher> parts, bool greatest) : Matcher
{
    /// <inheritdoc/>
    public override long Cost => parts.Sum(part => part.Cost);

    /// <inheritdoc/>
    public override int Next(int from)
    {
        int next = Postings.End;
        foreach (Matcher part in parts)
        {
            next = Math.Min(next, part.Next(from));
        }

        return next;
    }

    /// <inheritdoc/>
    public override void Accumulate(Window window)
    {
        if (!greatest)
        {
            foreach (Matcher part in parts)
            {
                part.Accumulate(window);
            }

            return;
        }

        Window best = Window.Rent(window), scratch = Window.Rent(window);
        foreach (Matcher part in parts)
        {
            if (part.Next(window.Start) < window.End)
            {
                scratch.Reset(window.Start, window.End);
                part.Accumulate(scratch);
                best.TakeGreater(scratch);
            }
        }

        window.Add(best);
        Window.Return(best, scratch);
    }
}

/// <summary>At least so many parts match, one or more; scores add up.</summary>
internal sealed class MostMatcher(IReadOnlyList<Matcher> parts, int need) : Matcher
{
    private readonly byte[] _counts = new byte[Window.Size];
    private readonly int[] _nexts = new int[parts.Count];

    /// <inheritdoc/>
    public override long Cost => parts.Sum(part => part.Cost);

    /// <summary>A document with so many parts is not before the place where the last needed of them comes up.</summary>
    public override int Next(int from)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            _nexts[i] = parts[i].Next(from);
        }

        Array.Sort(_nexts);
        return _nexts[need - 1];
    }

    /// <inheritdoc/>
    public override void Accumulate(Window window)
    {
        Window own = Window.Rent(window), scratch = Window.Rent(window);
        Array.Clear(_counts);
        foreach (Matcher part in parts)
        {
            scratch.Reset(window.Start, window.End);
            part.Accumulate(scratch);
            for (int place = scratch.NextBit(0); place >= 0; place = scratch.NextBit(place + 1))
            {
                _counts[place]++;
                own.Add(place, scratch.Scores[place]);
            }
        }

        for (int place = own.NextBit(0); place >= 0; place = own.NextBit(place + 1))
        {
            if (_counts[place] < need)
            {
                own.Drop(place);
            }
        }

        window.Add(own);
        Window.Return(own, scratch);
    }
}

/// <summary>What does not match its part.</summary>
internal sealed class NotMatcher(Matcher part, int documents) : Matcher
{
    /// <inheritdoc/>
    public override long Cost => documents;

    /// <inheritdoc/>
    public override int Next(int from) => from < documents ? from : Postings.End;

    /// <inheritdoc/>
    public override void Accumulate(Window window)
    {
        Window scratch = Window.Rent(window);
        part.Accumulate(scratch);
        for (int place = 0; place < Math.Min(window.End, documents) - window.Start; place++)
        {
            if (!scratch.Has(place))
            {
                window.Add(place, 0);
            }
        }

        Window.Return(scratch);
    }

    /// <inheritdoc/>
    public override void Restrict(Window window, Window scratch)
    {
        scratch.Reset(window.Start, window.End);
        part.Accumulate(scratch);
        window.Subtract(scratch);
    }
}

/// <summary>Documents whose columns pass a test.</summary>
internal sealed class FilterMatcher(Segment segment, Predicate<int> passes) : Matcher
{
    /// <inheritdoc/>
    public override long Cost => segment.Count + 1L;

    /// <inheritdoc/>
    public override int Next(int from) => from < segment.Count ? from : Postings.End;

    /// <inheritdoc/>
    public override void Accumulate(Window window)
    {
        ReadOnlySpan<int> numbers = segment.Numbers[window.Start..Math.Min(window.End, segment.Count)];
        for (int place = 0; place < numbers.Length; place++)
        {
            if (passes(numbers[place]))
            {
                window.Add(place, 0);
            }
        }
    }

    /// <inheritdoc/>
    public override void Restrict(Window window, Window scratch)
    {
        ReadOnlySpan<int> numbers = segment.Numbers[window.Start..];
        for (int place = window.NextBit(0); place >= 0; place = window.NextBit(place + 1))
        {
            if (!passes(numbers[place]))
            {
                window.Drop(place);
            }
        }
    }
}

/// <summary>Matches as its first part does; the second only adds to scores.</summary>
internal sealed class BoostMatcher(Matcher part, Matcher boost) : Matcher
{
    /// <inheritdoc/>
    public override long Cost => part.Cost;

    /// <inheritdoc/>
    public override int Next(int from) => part.Next(from);

    /// <inheritdoc/>
    public override void Accumulate(Window window)
    {
        if (boost.Next(window.Start) >= window.End)
        {
            part.Accumulate(window);
            return;
        }

        Window own = Window.Rent(window), scratch = Window.Rent(window);
        part.Accumulate(own);
        boost.Accumulate(scratch);
        own.Boost(scratch);
        window.Add(own);
        Window.Return(own, scratch);
    }
}
