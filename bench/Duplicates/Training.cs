using KB.Indexer.Duplicates.Model;

namespace KB.Bench.Duplicates;

/// <summary>What was learned, and the pairs of all bugs by model, for measuring.</summary>
internal sealed record Lessons(Weights Weights, IReadOnlyDictionary<string, List<Pair>> Pairs);

/// <summary>Learns the weights from bugs.</summary>
internal static class Training
{
    /// <summary>Logarithm of the rank up to which every pair is learned from.</summary>
    private const float Near = 3.5f;

    /// <summary>One in so many pairs further down is learned from, with this weight.</summary>
    private const float FarWeight = 10;

    /// <summary>Weight of a made-up sibling: there is one for each crash, and in life many.</summary>
    private const float SiblingWeight = 3;

    /// <summary>More than five would gain little, and the file grows with each.</summary>
    private const int Trainings = 5;

    private static readonly Trait[] OfTime = [Trait.DayGap, Trait.Burst];
    private static readonly Trait[] NotOfTexts = [Trait.KeptApart, Trait.SearchShare, Trait.SearchRank, Trait.SearchSelf, Trait.Burst, Trait.TitleWords, Trait.OtherTitle];

    /// <summary>Learns from the first bugs; measures pairs of all.</summary>
    public static Lessons Learn(IReadOnlyList<Bug> bugs, int first, Action<string> say)
    {
        var none = new Weights(new Dictionary<string, BoostedTrees>(), new Dictionary<(int, int), float>());
        List<Pair> dated = Pairs.Measure(bugs, none, ignoreTime: false);
        say($"{dated.Count} pairs, {dated.Count(pair => pair.Same == true)} of one bug");
        Weights weights = none with { Classes = Pairs.Classes(bugs, dated.Where(pair => pair.Query < first)) };
        SetClasses(bugs, weights, dated);
        List<Pair> undated = Pairs.Measure(bugs, weights, ignoreTime: true);
        List<Pair> plain = Pairs.MeasurePlain(bugs, weights, first);
        var models = new Dictionary<string, BoostedTrees>();
        // Of plain texts, what ranks first is mostly the made-up repeats: to learn more from them gained nothing.
        foreach ((string name, List<Pair> pairs, Trait[] hidden, float firstWeight) in ((string, List<Pair>, Trait[], float)[])[(Weights.Dated, dated, [], 3), (Weights.Undated, undated, OfTime, 3), (Weights.Plain, plain, NotOfTexts, 1)])
        {
            models[name] = Train([.. pairs.Where(pair => pair.Query < first && pair.Same is not null)], hidden, firstWeight);
            say($"learned {name}");
        }

        return new Lessons(weights with { Models = models }, new Dictionary<string, List<Pair>> { [Weights.Dated] = dated, [Weights.Undated] = undated });
    }

    /// <summary>Earlier bugs by probability.</summary>
    public static Func<int, IReadOnlyList<(int, double)>> Rank(BoostedTrees model, IEnumerable<Pair> pairs)
    {
        ILookup<int, Pair> byQuery = pairs.ToLookup(pair => pair.Query);
        return query => [.. byQuery[query].Select(pair => (pair.Other, model.Probability(pair.Traits))).OrderByDescending(row => row.Item2)];
    }

    private static void SetClasses(IReadOnlyList<Bug> bugs, Weights weights, List<Pair> pairs)
    {
        foreach (Pair pair in pairs)
        {
            pair.Traits[(int)Trait.ClassPair] = weights.ClassPair(bugs[pair.Query].Features.Class, bugs[pair.Other].Features.Class);
        }
    }

    /// <summary>The mean of the log-odds of some trainings, all their trees with their share: what chance does in one of them is not in the others.</summary>
    private static BoostedTrees Train(IReadOnlyList<Pair> pairs, Trait[] hidden, float firstWeight)
    {
        var trained = new BoostedTrees[Trainings];
        Parallel.For(0, Trainings, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => trained[i] = Train(pairs, hidden, new TreeSettings(FirstWeight: firstWeight), i));
        return new BoostedTrees(
            trained.Average(model => model.Bias),
            trained.SelectMany(model => model.Trees).Select(tree => (IReadOnlyList<TreeNode>)[.. tree.Select(node => node with { Value = node.Value / Trainings })]));
    }

    /// <summary>Trains once; pairs far down the search are sampled and weighed up.</summary>
    private static BoostedTrees Train(IReadOnlyList<Pair> pairs, Trait[] hidden, TreeSettings settings, int training)
    {
        var random = new Random(3 + training);
        var lessons = new List<Lesson>();
        foreach (Pair pair in pairs)
        {
            bool sibling = float.IsNaN(pair.Traits[(int)Trait.SearchRank]), near = pair.Same!.Value || sibling || pair.Traits[(int)Trait.SearchRank] < Near;
            if (near || random.NextDouble() < 1 / FarWeight)
            {
                lessons.Add(new Lesson(pair.Query, pair.Traits, pair.Same!.Value, sibling ? SiblingWeight : near ? 1 : FarWeight));
            }
        }

        int[] used = [.. Enum.GetValues<Trait>().Except(hidden).Select(trait => (int)trait)];
        return new TreeTrainer(lessons, used, settings with { Seed = settings.Seed + training }).Train();
    }
}
