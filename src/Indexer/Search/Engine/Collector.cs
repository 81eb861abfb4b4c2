namespace KB.Indexer.Search.Engine;

/// <summary>One cluster (or document) of a result while it is gathered.</summary>
internal struct Found
{
    /// <summary>Cluster.</summary>
    public int Crash;

    /// <summary>Document that matched first.</summary>
    public int First;

    /// <summary>Document that matches best.</summary>
    public int Best;

    /// <summary>Its score.</summary>
    public int Score;

    /// <summary>Latest day.</summary>
    public int Day;

    /// <summary>Reports that its matching documents stand for.</summary>
    public int Repeats;

    /// <summary>Matching documents.</summary>
    public int Matches;
}

/// <summary>The large arrays of one search, kept for the next: a fresh one each would cost more than most searches.</summary>
internal sealed class Scratch(int crashes)
{
    /// <summary>Place of each cluster in <see cref="Found"/>, from 1; 0 for none.</summary>
    public int[] Places { get; } = new int[Math.Max(1, crashes)];

    /// <summary>What is gathered.</summary>
    public Found[] Found { get; set; } = new Found[64];

    /// <summary>Bits and scores of a stretch of documents.</summary>
    public Window Window { get; } = new();
}

/// <summary>Gathers the documents that match: collapses them to clusters, counts facets, keeps the best.</summary>
internal sealed class Collector(DocumentColumns columns, SearchOptions options, Scratch scratch)
{
    private readonly FacetCounts? _facets = options.Facets ? new(columns) : null;
    private readonly int[] _places = scratch.Places;
    private Found[] _found = scratch.Found;

    /// <summary>Clusters, or documents when not collapsed.</summary>
    public int Total { get; private set; }

    /// <summary>Documents.</summary>
    public int Documents { get; private set; }

    /// <summary>Takes all documents of a window.</summary>
    public void Take(Window window, Segment segment)
    {
        ReadOnlySpan<int> numbers = segment.Numbers;
        ReadOnlySpan<DocumentSize> sizes = segment.Sizes;
        for (int word = 0; word < window.Bits.Length; word++)
        {
            for (ulong bits = window.Bits[word]; bits != 0; bits &= bits - 1)
            {
                int place = (word << 6) + System.Numerics.BitOperations.TrailingZeroCount(bits);
                int number = numbers[window.Start + place];
                if (columns.IsThere(number))
                {
                    Take(number, window.Scores[place] + Weights.Prior(sizes[window.Start + place]));
                }
            }
        }
    }

    /// <summary>The facets; null when not counted.</summary>
    public FacetCounts? Facets => _facets;

    /// <summary>The page asked for, best first; forgets what was gathered.</summary>
    public IReadOnlyList<SearchHit> Page()
    {
        int reach = (int)Math.Clamp((long)options.Skip + options.Take, 0, SearchOptions.MaxReach);
        var best = new PriorityQueue<int, (long Rank, int)>();
        long least = long.MinValue;
        for (int i = 0; i < Total; i++)
        {
            (long Rank, int) rank = Rank(_found[i]);
            if (best.Count < reach)
            {
                best.Enqueue(i, rank);
            }
            else if (rank.Rank >= least && best.TryPeek(out _, out (long Rank, int) last) && rank.CompareTo(last) > 0)
            {
                best.DequeueEnqueue(i, rank);
                best.TryPeek(out _, out last);
                least = last.Rank;
            }
        }

        var hits = new List<SearchHit>(best.Count);
        while (best.TryDequeue(out int place, out _))
        {
            ref Found found = ref _found[place];
            hits.Add(new(found.Best, found.Crash, found.Score, found.Matches));
        }

        hits.Reverse();
        return hits.Count <= options.Skip ? [] : hits.GetRange(options.Skip, hits.Count - options.Skip);
    }

    /// <summary>Makes the scratch clean for the next search.</summary>
    public void Clean()
    {
        for (int i = 0; options.Collapse && i < Total; i++)
        {
            _places[_found[i].Crash] = 0;
        }

        scratch.Found = _found;
    }

    /// <summary>Greater is better; of equals the newer document.</summary>
    private (long, int) Rank(in Found found) => options.Sort switch
    {
        SearchSort.Newest => (((long)found.Day << 32) + found.Score, found.Best),
        SearchSort.MostSeen => (((long)found.Repeats << 32) + found.Score, found.Best),
        _ => (((long)found.Score << 24) + found.Day, found.Best),
    };

    private void Take(int number, int score)
    {
        Documents++;
        int crash = columns.Crash[number];
        ref int place = ref _places[crash];
        if (place == 0 || !options.Collapse)
        {
            if (Total == _found.Length)
            {
                Array.Resize(ref _found, Total * 4);
            }

            _found[Total++] = new() { Crash = crash, First = number, Best = number, Score = score, Day = columns.Day[number], Repeats = columns.Repeats[number], Matches = 1 };
            place = options.Collapse ? Total : 0;
            _facets?.Add(number);
            return;
        }

        ref Found found = ref _found[place - 1];
        if (score > found.Score)
        {
            (found.Score, found.Best) = (score, number);
        }

        found.Day = Math.Max(found.Day, columns.Day[number]);
        found.Repeats = (int)Math.Min((long)found.Repeats + columns.Repeats[number], int.MaxValue);
        found.Matches++;
        _facets?.AddMore(found.First, number);
    }
}
