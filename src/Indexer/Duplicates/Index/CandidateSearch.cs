using System.Buffers;
using System.Runtime.InteropServices;
using KB.Indexer.Duplicates.Features;

namespace KB.Indexer.Duplicates.Index;

/// <summary>Finds crashes that share rare terms with a query: rarest first, until a budget of postings is spent.</summary>
internal sealed class CandidateSearch(Vocabulary vocabulary, List<IndexedCrash> crashes, List<int> lastDays)
{
    /// <summary>Holders looked at for one query; two milliseconds of work.</summary>
    private const int PostingsBudget = 60_000;

    /// <summary>What <see cref="Recency"/> is at the most.</summary>
    private const float MaxBoost = 3;

    /// <summary>Weight of a shared term of each space.</summary>
    private static readonly (Space Space, float Weight)[] Weights =
    [
        (Space.Function, 1f), (Space.Pair, 0.5f), (Space.File, 0.8f), (Space.Folder, 0.6f), (Space.Line, 0.2f),
        (Space.Word, 0.25f), (Space.TitleWord, 0.5f), (Space.Lock, 0.6f), (Space.Guilty, 1.5f),
    ];

    /// <summary>A crash found: its position, its score, and its place by score from 0.</summary>
    public readonly record struct Found(int Crash, float Score, int Rank);

    /// <summary>The best by shared terms, best first, and the score that the query would have with itself.</summary>
    public (List<Found> Best, float Self) Find(IndexedCrash query, int count, bool ignoreTime, Func<IndexedCrash, bool>? wanted)
    {
        float[] scores = ArrayPool<float>.Shared.Rent(crashes.Count);
        int[] touched = ArrayPool<int>.Shared.Rent(PostingsBudget);
        scores.AsSpan(0, crashes.Count).Clear();
        (float self, int found) = Score(query, scores, touched);
        var near = new PriorityQueue<int, ulong>(count + 1);
        foreach (int crash in touched.AsSpan(0, found))
        {
            // Most can be left at a glance: no season would bring them in.
            ulong least = near.Count == count && near.TryPeek(out _, out ulong last) ? last : 0;
            if (Priority(scores[crash] * MaxBoost, crash) <= least)
            {
                continue;
            }

            ulong priority = Priority(scores[crash] * (ignoreTime ? 1 : Recency(query, lastDays[crash])), crash);
            if (priority > least && wanted?.Invoke(crashes[crash]) != false)
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
        ArrayPool<float>.Shared.Return(scores);
        ArrayPool<int>.Shared.Return(touched);
        return (best, self);
    }

    /// <summary>Orders by score, then the older first; scores are positive, so that their bits are in order.</summary>
    private static ulong Priority(float score, int crash) => ((ulong)BitConverter.SingleToUInt32Bits(score) << 32) | unchecked((uint)~crash);

    private (float Self, int Found) Score(IndexedCrash query, float[] scores, int[] touched)
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
        int budget = PostingsBudget, found = 0;
        foreach ((int frequency, int term, float weight) in terms)
        {
            if ((budget -= frequency) < 0)
            {
                break;
            }

            foreach (int crash in CollectionsMarshal.AsSpan(vocabulary.Holders(term)))
            {
                if (scores[crash] == 0)
                {
                    touched[found++] = crash;
                }

                scores[crash] += weight;
            }
        }

        return (self, found);
    }

    /// <summary>Bugs have a season: a crash of the same weeks is looked at before one of years ago.</summary>
    private static float Recency(IndexedCrash query, int last) =>
        query.LastDay is { } day && last > 0 ? 1 + ((MaxBoost - 1) / (1 + (Math.Abs(day - last) / 14f))) : 1;
}
