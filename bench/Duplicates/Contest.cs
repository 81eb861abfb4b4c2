using KB.Indexer.Duplicates.Model;

namespace KB.Bench.Duplicates;

/// <summary>All methods on the same bugs: settings chosen on those before a day, measured on those from it, each against all earlier ones.</summary>
internal static class Contest
{
    /// <summary>Candidates of a search that methods of alignment look at.</summary>
    private const int Reranked = 100;

    private const int Resamples = 2000;

    private delegate IReadOnlyList<(int Other, double Score)> Ranking(int query);

    public static void Run(IReadOnlyList<Bug> bugs, DateOnly split, Lessons lessons, Action<string> say)
    {
        int first = bugs.TakeWhile(bug => bug.Day < split).Count();
        var rows = new List<(string Name, Ranking Ranking)>
        {
            ("exact title", Titles(bugs, _ => [])),
            ("title + alternatives", Titles(bugs, bug => bug.Features.OtherTitles)),
        };
        foreach (Baseline baseline in Baseline.OfStacks)
        {
            (double[] settings, Ranking ranking) = Tuned(bugs, baseline, first);
            rows.Add((baseline.Name, ranking));
            say($"{baseline.Name} ({baseline.Source}): settings {string.Join(' ', settings)}");
        }

        rows.Add(("ours, no time", new Ranking(Training.Rank(lessons.Weights.Models[Weights.Undated], lessons.Pairs[Weights.Undated]))));
        rows.Add(("ours", new Ranking(Training.Rank(lessons.Weights.Models[Weights.Dated], lessons.Pairs[Weights.Dated]))));
        Print(bugs, first, rows);
    }

    /// <summary>Earlier bugs with a title in common, the latest first.</summary>
    private static Ranking Titles(IReadOnlyList<Bug> bugs, Func<Bug, uint[]> more)
    {
        uint[][] titles = [.. bugs.Select(bug => (uint[])[bug.Features.RecordTitle, .. more(bug)])];
        return query => [.. Enumerable.Range(0, query).Reverse().Where(other => titles[query].AsSpan().ContainsAny(titles[other])).Take(Reranked).Select((other, i) => (other, 1.0 / (1 + i)))];
    }

    private static (double[] Settings, Ranking Ranking) Tuned(IReadOnlyList<Bug> bugs, Baseline baseline, int first)
    {
        double[] best = baseline.Grid[0];
        double most = -1;
        foreach (double[] settings in baseline.Grid)
        {
            double mrr = Figures.Of(bugs, query => Ranked(bugs, baseline, settings, 0, first)(query), bug => bug.Day < bugs[first].Day).Mrr;
            if (mrr > most)
            {
                (most, best) = (mrr, settings);
            }
        }

        return (best, Ranked(bugs, baseline, best, first, bugs.Count));
    }

    /// <summary>Ranks for the bugs from a place to another; every bug before is a candidate.</summary>
    private static Ranking Ranked(IReadOnlyList<Bug> bugs, Baseline baseline, double[] settings, int from, int to)
    {
        var key = (baseline.Name, string.Join(' ', settings), from);
        if (Made.TryGetValue(key, out Dictionary<int, IReadOnlyList<(int, double)>>? made))
        {
            return query => made.GetValueOrDefault(query, []);
        }

        made = [];
        var stacks = new Stacks(bugs);
        Baseline search = Baseline.OfStacks[1];
        for (int i = 0; i < to; i++)
        {
            if (i >= from && bugs[i].IsFixed)
            {
                int query = i;
                IEnumerable<int> others = Enumerable.Range(0, i);
                if (baseline.Reranks)
                {
                    others = Found.TryGetValue(i, out int[]? found) ? found : Found[i] = [.. Best(others, other => search.Score(stacks, query, other, [1.5, 0.3])).Select(row => row.Other)];
                }

                made[i] = [.. Best(others, other => baseline.Score(stacks, query, other, settings))];
            }

            stacks.Add(i);
        }

        Made[key] = made;
        return query => made.GetValueOrDefault(query, []);
    }

    /// <summary>What the search for methods of alignment found, by bug.</summary>
    private static readonly Dictionary<int, int[]> Found = [];

    private static readonly Dictionary<(string, string, int), Dictionary<int, IReadOnlyList<(int, double)>>> Made = [];

    private static List<(int Other, double Score)> Best(IEnumerable<int> others, Func<int, double> score) =>
        others.Select(other => (Other: other, Score: score(other))).Where(row => row.Score > 0 || double.IsNegative(row.Score)).OrderByDescending(row => row.Score).ThenByDescending(row => row.Other).Take(Reranked).ToList();

    private static void Print(IReadOnlyList<Bug> bugs, int first, List<(string Name, Ranking Ranking)> rows)
    {
        int[] queries = [.. Enumerable.Range(first, bugs.Count - first).Where(i => Enumerable.Range(0, i).Any(other => bugs[i].Is(bugs[other])))];
        double[][] ranks = [.. rows.Select(row => queries.Select(query => Reciprocal(bugs, query, row.Ranking(query))).ToArray())];
        Console.WriteLine($"{queries.Length} bugs from {bugs[first].Day:yyyy-MM-dd} on with an earlier duplicate; in brackets: 95 % of {Resamples} resamples of clusters");
        Console.WriteLine("| method | R@1 | R@5 | MRR | recall@100 | novelty AUC | MRR of ours less this |\n| --- | --- | --- | --- | --- | --- | --- |");
        int[][] clusters = [.. queries.Select((query, i) => (query, i)).GroupBy(row => bugs[row.query].Fixes[0]).Select(group => group.Select(row => row.i).ToArray())];
        for (int i = 0; i < rows.Count; i++)
        {
            Figures figures = Figures.Of(bugs, query => rows[i].Ranking(query), bug => bug.Day >= bugs[first].Day);
            double[] own = ranks[i], less = [.. ranks[^1].Zip(own, (a, b) => a - b)];
            Console.WriteLine(FormattableString.Invariant(
                $"| {rows[i].Name} | {figures.R1:0.000} | {figures.R5:0.000} | {figures.Mrr:0.000} {Interval(own, clusters)} | {figures.R100:0.000} | {figures.Auc:0.000} | {less.Average():+0.000;-0.000;0.000} {Interval(less, clusters)} |"));
        }
    }

    private static double Reciprocal(IReadOnlyList<Bug> bugs, int query, IReadOnlyList<(int Other, double)> list)
    {
        int rank = list.TakeWhile(row => !bugs[query].Is(bugs[row.Other])).Count();
        return rank < list.Count ? 1.0 / (rank + 1) : 0;
    }

    private static string Interval(double[] values, int[][] clusters)
    {
        var random = new Random(5);
        double[] means = new double[Resamples];
        for (int k = 0; k < Resamples; k++)
        {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < clusters.Length; i++)
            {
                int[] cluster = clusters[random.Next(clusters.Length)];
                sum += cluster.Sum(at => values[at]);
                count += cluster.Length;
            }

            means[k] = sum / count;
        }

        Array.Sort(means);
        return FormattableString.Invariant($"({means[(int)(0.025 * Resamples)]:0.000}–{means[(int)(0.975 * Resamples)]:0.000})");
    }
}
