using KB.Indexer.Duplicates.Features;

namespace KB.Indexer.Duplicates.Index;

/// <summary>Finds crashes that share rare terms with a query: rarest first, until a budget of postings is spent.</summary>
internal sealed class CandidateSearch(Vocabulary vocabulary, List<IndexedCrash> crashes)
{
    /// <summary>Holders looked at for one query; two milliseconds of work.</summary>
    private const int PostingsBudget = 60_000;

    /// <summary>Weight of a shared term of each space.</summary>
    private static readonly (Space Space, float Weight)[] Weights =
    [
        (Space.Function, 1f), (Space.Pair, 0.5f), (Space.File, 0.8f), (Space.Folder, 0.6f), (Space.Line, 0.2f),
        (Space.Word, 0.25f), (Space.TitleWord, 0.5f), (Space.Lock, 0.6f), (Space.Guilty, 1.5f),
    ];

    /// <summary>A crash found: its position, its score, and its place by score from 0.</summary>
    public readonly record struct Found(int Crash, float Score, int Rank);

    /// <summary>The best by shared terms, best first, and the score that the query would have with itself.</summary>
    public (List<Found> Best, float Self) Find(IndexedCrash query, int count, bool ignoreTime, Func<IndexedCrash, bool> wanted)
    {
        var scores = new float[crashes.Count];
        var touched = new List<int>();
        float self = Score(query, scores, touched);
        var near = new PriorityQueue<int, (float Score, int Older)>();
        foreach (int crash in touched)
        {
            float boost = ignoreTime ? 1 : Recency(query, crashes[crash]);
            var priority = (scores[crash] * boost, -crash);
            if (near.Count == count && near.TryPeek(out _, out (float, int) least) && priority.CompareTo(least) <= 0)
            {
                continue;
            }

            if (wanted(crashes[crash]))
            {
                near.Enqueue(crash, priority);
                if (near.Count > count)
                {
                    near.Dequeue();
                }
            }
        }

        var best = new List<Found>(near.Count);
        while (near.TryDequeue(out int crash, out _))
        {
            best.Add(new Found(crash, scores[crash], near.Count));
        }

        best.Reverse();
        return (best, self);
    }

    private float Score(IndexedCrash query, float[] scores, List<int> touched)
    {
        var terms = new List<(int Frequency, int Term, float Weight)>();
        float self = 0;
        foreach ((Space space, float weight) in Weights)
        {
            foreach (int term in query.Terms[(int)space])
            {
                float rarity = vocabulary.Rarity(term);
                self += weight * rarity * rarity;
                if (term >= 0)
                {
                    terms.Add((vocabulary.Frequency(term), term, weight * rarity * rarity));
                }
            }
        }

        terms.Sort();
        int budget = PostingsBudget;
        foreach ((int frequency, int term, float weight) in terms)
        {
            if ((budget -= frequency) < 0)
            {
                break;
            }

            foreach (int crash in vocabulary.Holders(term))
            {
                if (scores[crash] == 0)
                {
                    touched.Add(crash);
                }

                scores[crash] += weight;
            }
        }

        return self;
    }

    /// <summary>Bugs have a season: a crash of the same weeks is looked at before one of years ago.</summary>
    private static float Recency(IndexedCrash query, IndexedCrash other) =>
        query.LastDay is { } day && other.LastDay is { } last ? 1 + (2f / (1 + (Math.Abs(day - last) / 14f))) : 1;
}
