namespace KB.Bench.Duplicates;

/// <summary>How good a ranking of earlier bugs is; the same figures as of the stream's score.</summary>
internal sealed record Figures(int Queries, double R1, double R5, double Mrr, double R100, double Auc, double P10, double P20, double Ece, string Zones)
{
    public override string ToString() => FormattableString.Invariant(
        $"R@1 {R1:0.000}  R@5 {R5:0.000}  MRR {Mrr:0.000}  recall@100 {R100:0.000}  novelty AUC {Auc:0.000}  precision {P10:0.00}/{P20:0.00}  ECE {Ece:0.000}  ({Queries} queries){Zones}");

    /// <param name="bugs">All bugs in order of time.</param>
    /// <param name="ranked">Of a bug: earlier ones, best first, with a probability or score.</param>
    /// <param name="counted">Which bugs to count.</param>
    public static Figures Of(IReadOnlyList<Bug> bugs, Func<int, IReadOnlyList<(int Other, double Score)>> ranked, Func<Bug, bool> counted)
    {
        int n = 0, r1 = 0, r5 = 0, r100 = 0;
        double mrr = 0;
        List<double> known = [], fresh = [];
        List<(double P, bool Good)> firsts = [], pairs = [];
        ILookup<string, int> byFix = Enumerable.Range(0, bugs.Count).SelectMany(i => bugs[i].Fixes.Select(fix => (fix, i))).ToLookup(row => row.fix, row => row.i);
        for (int i = 0; i < bugs.Count; i++)
        {
            Bug bug = bugs[i];
            if (!bug.IsFixed || !counted(bug))
            {
                continue;
            }

            HashSet<int> truth = [.. bug.Fixes.SelectMany(fix => byFix[fix]).Where(other => other < i)];
            IReadOnlyList<(int Other, double Score)> list = [.. ranked(i).Take(100)];
            double best = list.Count == 0 ? 0 : list[0].Score;
            (truth.Count > 0 ? known : fresh).Add(best);
            pairs.AddRange(list.Where(row => bugs[row.Other].IsFixed).Select(row => (row.Score, truth.Contains(row.Other))));
            if (list.Count > 0)
            {
                firsts.Add((best, truth.Contains(list[0].Other)));
            }

            if (truth.Count > 0)
            {
                n++;
                int rank = list.TakeWhile(row => !truth.Contains(row.Other)).Count();
                if (rank < list.Count)
                {
                    (r1, r5, r100, mrr) = (r1 + (rank < 1 ? 1 : 0), r5 + (rank < 5 ? 1 : 0), r100 + 1, mrr + (1.0 / (rank + 1)));
                }
            }
        }

        firsts.Sort((a, b) => b.P.CompareTo(a.P));
        return new Figures(n, (double)r1 / n, (double)r5 / n, mrr / n, (double)r100 / n, AreaUnder(known, fresh), PrecisionAt(firsts, 0.1 * n), PrecisionAt(firsts, 0.2 * n), CalibrationError(pairs), ZoneCounts(firsts));
    }

    private static double PrecisionAt(List<(double P, bool Good)> firsts, double wanted)
    {
        int good = 0;
        for (int i = 0; i < firsts.Count; i++)
        {
            good += firsts[i].Good ? 1 : 0;
            if (good >= wanted)
            {
                return good / (i + 1.0);
            }
        }

        return 0;
    }

    /// <summary>How many best candidates reach a probability, and how many of these are right.</summary>
    private static string ZoneCounts(List<(double P, bool Good)> firsts) => string.Concat(((double[])[0.3, 0.4, 0.5, 0.6, 0.7, 0.8]).Select(from =>
        FormattableString.Invariant($"; from {from}: {firsts.Count(row => row.P >= from && row.Good)}/{firsts.Count(row => row.P >= from)}")));

    private static double CalibrationError(List<(double P, bool Good)> pairs) =>
        pairs.GroupBy(pair => Math.Min(9, (int)(pair.P * 10))).Sum(bin => Math.Abs(bin.Average(pair => pair.P) - bin.Average(pair => pair.Good ? 1.0 : 0)) * bin.Count()) / Math.Max(1, pairs.Count);

    public static double AreaUnder(List<double> good, List<double> bad)
    {
        double[] sorted = [.. bad.Order()];
        double sum = 0;
        foreach (double value in good)
        {
            int low = LowerBound(sorted, value), high = LowerBound(sorted, Math.BitIncrement(value));
            sum += low + ((high - low) / 2.0);
        }

        return sum / good.Count / bad.Count;
    }

    private static int LowerBound(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
