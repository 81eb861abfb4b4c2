namespace KB.Indexer.Search.Engine;

/// <summary>
/// One part of a query over one segment. Windows are asked for in ascending order and do not overlap; a document is its place in
/// the segment.
/// </summary>
internal abstract class Matcher
{
    /// <summary>Documents that it may visit, roughly: cheap parts of a query go first.</summary>
    public abstract long Cost { get; }

    /// <summary>A document from <paramref name="from"/> on before which none matches; <see cref="Postings.End"/> when none does.</summary>
    public abstract int Next(int from);

    /// <summary>Sets the bits of the documents that match and adds to their scores.</summary>
    public abstract void Accumulate(Window window);

    /// <summary>Drops from the window what does not match, and adds to the scores of what does.</summary>
    public virtual void Restrict(Window window, Window scratch)
    {
        scratch.Reset(window.Start, window.End);
        Accumulate(scratch);
        window.Intersect(scratch);
    }
}

/// <summary>Nothing.</summary>
internal sealed class NoneMatcher : Matcher
{
    /// <inheritdoc/>
    public override long Cost => 0;

    /// <inheritdoc/>
    public override int Next(int from) => Postings.End;

    /// <inheritdoc/>
    public override void Accumulate(Window window)
    {
    }
}

/// <summary>One term.</summary>
internal sealed class TermMatcher(Postings postings, int weight) : Matcher
{
    /// <summary>Window documents below which seeking each is quicker than reading all postings of the window.</summary>
    private const int FewDocuments = 32;

    /// <inheritdoc/>
    public override long Cost => postings.Count;

    /// <inheritdoc/>
    public override int Next(int from) => postings.Seek(from);

    /// <inheritdoc/>
    public override void Accumulate(Window window) => postings.Accumulate(window, weight);

    /// <inheritdoc/>
    public override void Restrict(Window window, Window scratch)
    {
        if (window.Count > FewDocuments)
        {
            base.Restrict(window, scratch);
            return;
        }

        for (int place = window.NextBit(0); place >= 0; place = window.NextBit(place + 1))
        {
            if (postings.Seek(window.Start + place) == window.Start + place)
            {
                window.Scores[place] += weight * postings.Impact;
            }
            else
            {
                window.Drop(place);
            }
        }
    }
}

/// <summary>Any of many terms: the documents with the greatest impact of its terms in each, gathered before the first is asked for.</summary>
/// <param name="found">A document and its impact, the document times 256, in ascending order, each document once.</param>
/// <param name="weight">Weight of the whole.</param>
internal sealed class ManyTermsMatcher(long[] found, int weight) : Matcher
{
    /// <summary>Postings above this share of the documents are spread over a table of all of them; fewer are sorted.</summary>
    private const int DenseShare = 8;

    private int _at;

    /// <summary>Reads all postings.</summary>
    /// <param name="documents">Documents of the segment.</param>
    /// <param name="terms">The terms, each with its share of 256.</param>
    /// <param name="weight">Weight of the whole.</param>
    public static Matcher Read(int documents, IReadOnlyList<(Postings Postings, int Share)> terms, int weight)
    {
        long count = terms.Sum(term => (long)term.Postings.Count);
        if (count > documents / DenseShare)
        {
            var impacts = new byte[documents];
            foreach ((Postings postings, int share) in terms)
            {
                postings.Spread(impacts, share);
            }

            return new ManyDocumentsMatcher(impacts, weight);
        }

        var found = new List<long>((int)count);
        foreach ((Postings postings, int share) in terms)
        {
            postings.AddTo(found, share);
        }

        found.Sort();
        int kept = 0;
        for (int i = 0; i < found.Count; i++)
        {
            // The last of a document has its greatest impact.
            if (i == found.Count - 1 || found[i] >> 8 != found[i + 1] >> 8)
            {
                found[kept++] = found[i];
            }
        }

        return new ManyTermsMatcher([.. found.Take(kept)], weight);
    }

    /// <inheritdoc/>
    public override long Cost => found.Length;

    /// <inheritdoc/>
    public override int Next(int from)
    {
        while (_at < found.Length && found[_at] >> 8 < from)
        {
            _at++;
        }

        return _at < found.Length ? (int)(found[_at] >> 8) : Postings.End;
    }

    /// <inheritdoc/>
    public override void Accumulate(Window window)
    {
        for (int document = Next(window.Start); document < window.End; document = Next(document + 1))
        {
            window.Add(document - window.Start, weight * (int)(found[_at] & 0xFF));
        }
    }
}

/// <summary>Any of many terms that most documents have: an impact for each document of the segment, 0 for none.</summary>
internal sealed class ManyDocumentsMatcher(byte[] impacts, int weight) : Matcher
{
    /// <inheritdoc/>
    public override long Cost => impacts.Length;

    /// <inheritdoc/>
    public override int Next(int from)
    {
        if (from >= impacts.Length)
        {
            return Postings.End;
        }

        int found = impacts.AsSpan(from).IndexOfAnyExcept((byte)0);
        return found < 0 ? Postings.End : from + found;
    }

    /// <inheritdoc/>
    public override void Accumulate(Window window)
    {
        int end = Math.Min(window.End, impacts.Length);
        for (int document = Next(window.Start); document < end; document = Next(document + 1))
        {
            window.Add(document - window.Start, weight * impacts[document]);
        }
    }
}
