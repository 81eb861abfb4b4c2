using KB.Indexer.Duplicates.Index;
using KB.Indexer.Duplicates.Model;

namespace KB.Bench.Duplicates;

/// <summary>Learns the weights from bugs.</summary>
internal static class Training
{
    private static readonly Trait[] NeverInPlain = [Trait.KeptApart, Trait.SearchShare, Trait.SearchRank, Trait.SearchSelf, Trait.Burst];

    /// <summary>Trains one model on pairs; rows far down the search are sampled and weighed up.</summary>
    public static BoostedTrees Train(IReadOnlyList<Bug> bugs, IEnumerable<Pair> pairs, Func<Trait, bool> use, TreeSettings settings)
    {
        var random = new Random(3);
        var rows = new List<(Pair Pair, float Weight)>();
        foreach (Pair pair in pairs.Where(pair => pair.Same is not null))
        {
            bool near = pair.Same!.Value || pair.Traits[(int)Trait.SearchRank] < 4;
            if (near || random.NextDouble() < 0.25)
            {
                rows.Add((pair, near ? 1 : 4));
            }
        }

        return new TreeTrainer(
            [.. rows.Select(row => row.Pair.Traits)],
            [.. rows.Select(row => row.Pair.Same!.Value)],
            [.. rows.Select(row => row.Weight)],
            [.. Enum.GetValues<Trait>().Where(use).Select(trait => (int)trait)],
            settings).Train();
    }

    public static bool Dated(Trait trait) => true;

    public static bool Undated(Trait trait) => trait is not (Trait.DayGap or Trait.Burst);

    public static bool Plain(Trait trait) => !NeverInPlain.Contains(trait);

    /// <summary>Earlier bugs by probability.</summary>
    public static Func<int, IReadOnlyList<(int, double)>> Rank(BoostedTrees model, IEnumerable<Pair> pairs)
    {
        ILookup<int, Pair> byQuery = pairs.ToLookup(pair => pair.Query);
        return query => [.. byQuery[query].Select(pair => (pair.Other, model.Probability(pair.Traits))).OrderByDescending(row => row.Item2)];
    }
}
