namespace KB.Bench.Duplicates;

/// <summary>A published way to compare stacks, written anew from its paper, with the settings that are tried.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Source">The paper.</param>
/// <param name="Grid">Settings tried on the earlier part; the best is measured on the later.</param>
/// <param name="Score">Likeness of a bug and an earlier one.</param>
internal sealed record Baseline(string Name, string Source, double[][] Grid, Func<Stacks, int, int, double[], double> Score)
{
    private static readonly double[] Depths = [0.2, 0.5, 1], Rarities = [1, 5, 20], Shifts = [0.05, 0.2];

    public static IReadOnlyList<Baseline> OfStacks { get; } =
    [
        new("TF-IDF", "Lerch and Mezini, CSMR 2013", [[0], [1]], TfIdf),
        new("BM25", "Robertson and Zaragoza 2009", [.. Product([0.8, 1.5], [0.3, 0.75])], Bm25),
        new("ReBucket", "Dang et al., ICSE 2012", [.. Product([0.04, 0.15, 0.4], [0.05, 0.13, 0.4])], ReBucket),
        new("TraceSim", "Vasiliev et al., SANER 2020", [.. Product(Depths, [0.5, 2], [1, 3])], TraceSim),
        new("FaST", "Rodrigues et al., MSR 2022", [.. Product(Depths, Rarities, Shifts)], Fast),
    ];

    /// <summary>True for those that only compare the stack of the crash and look at the best of a search, as published.</summary>
    public bool Reranks => Name is "ReBucket" or "TraceSim" or "FaST";

    private static IEnumerable<double[]> Product(double[] first, double[] second, double[]? third = null) =>
        from a in first from b in second from c in third ?? [0] select (double[])[a, b, c];

    /// <summary>Lucene's classic formula without its norm of the query; setting 1 is the cosine.</summary>
    private static double TfIdf(Stacks stacks, int query, int other, double[] settings)
    {
        int[] a = stacks.All(query), b = stacks.All(other);
        HashSet<int> mine = [.. a];
        double sum = 0, norm = 0, own = 0;
        foreach (IGrouping<int, int> group in b.GroupBy(function => function))
        {
            double idf = stacks.Idf(group.Key);
            sum += mine.Contains(group.Key) ? Math.Sqrt(group.Count()) * idf * idf : 0;
            norm += group.Count() * idf * idf;
        }

        own = mine.Sum(function => stacks.Idf(function) * stacks.Idf(function));
        return sum / (settings[0] == 0 ? Math.Sqrt(Math.Max(1, b.Length)) : Math.Max(1e-9, Math.Sqrt(norm * own)));
    }

    private static double Bm25(Stacks stacks, int query, int other, double[] settings)
    {
        const double MeanLength = 40;
        int[] b = stacks.All(other);
        HashSet<int> mine = [.. stacks.All(query)];
        return b.Where(mine.Contains).GroupBy(function => function).Sum(group =>
            stacks.Idf(group.Key) * group.Count() * (settings[0] + 1) / (group.Count() + (settings[0] * (1 - settings[1] + (settings[1] * b.Length / MeanLength)))));
    }

    private static double ReBucket(Stacks stacks, int query, int other, double[] settings)
    {
        int[] a = stacks.Main(query), b = stacks.Main(other);
        var best = new double[a.Length + 1, b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                double match = a[i - 1] == b[j - 1] ? Math.Exp(-settings[0] * Math.Min(i - 1, j - 1)) * Math.Exp(-settings[1] * Math.Abs(i - j)) : 0;
                best[i, j] = Math.Max(best[i - 1, j - 1] + match, Math.Max(best[i - 1, j], best[i, j - 1]));
            }
        }

        double whole = Enumerable.Range(0, Math.Min(a.Length, b.Length)).Sum(i => Math.Exp(-settings[0] * i));
        return whole == 0 ? 0 : best[a.Length, b.Length] / whole;
    }

    private static double TraceSim(Stacks stacks, int query, int other, double[] settings)
    {
        double[] Weights(int[] stack) => [.. stack.Select((function, i) => Math.Pow(i + 1, -settings[0]) / (1 + Math.Exp(-settings[1] * (stacks.Idf(function) - settings[2]))))];
        int[] a = stacks.Main(query), b = stacks.Main(other);
        double[] weightsA = Weights(a), weightsB = Weights(b);
        var cost = new double[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                double least = i == 0 && j == 0 ? 0 : double.PositiveInfinity;
                least = i > 0 ? Math.Min(least, cost[i - 1, j] + weightsA[i - 1]) : least;
                least = j > 0 ? Math.Min(least, cost[i, j - 1] + weightsB[j - 1]) : least;
                least = i > 0 && j > 0 ? Math.Min(least, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : weightsA[i - 1] + weightsB[j - 1])) : least;
                cost[i, j] = least;
            }
        }

        double all = weightsA.Sum() + weightsB.Sum();
        return all == 0 ? 0 : 1 - (cost[a.Length, b.Length] / all);
    }

    private static double Fast(Stacks stacks, int query, int other, double[] settings)
    {
        double Weight(int function, int i) => Math.Pow(i + 1, -settings[0]) * Math.Exp(-settings[1] * stacks.Share(function));
        int[] a = stacks.Main(query), b = stacks.Main(other);
        var places = new Dictionary<int, Queue<int>>();
        double matched = 0, unmatched = 0, all = 0;
        for (int j = 0; j < b.Length; j++)
        {
            (places.TryGetValue(b[j], out Queue<int>? queue) ? queue : places[b[j]] = new Queue<int>()).Enqueue(j);
            all += Weight(b[j], j);
        }

        for (int i = 0; i < a.Length; i++)
        {
            double weight = Weight(a[i], i);
            all += weight;
            if (places.TryGetValue(a[i], out Queue<int>? queue) && queue.TryDequeue(out int j))
            {
                matched += (weight + Weight(b[j], j)) * Math.Exp(-settings[2] * Math.Abs(i - j));
            }
            else
            {
                unmatched += weight;
            }
        }

        unmatched += places.Values.SelectMany(queue => queue).Sum(j => Weight(b[j], j));
        return all == 0 ? 0 : (matched - unmatched) / all;
    }
}
