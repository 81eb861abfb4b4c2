namespace BisectionTraining;

/// <summary>How good probabilities are: the measures by which trust and sameBug are judged.</summary>
internal static class Measures
{
    /// <summary>Chance that a right one is ranked above a wrong one; ties count half.</summary>
    public static double Auc(IReadOnlyList<double> predictions, IReadOnlyList<bool> labels)
    {
        double[] right = [.. predictions.Where((_, i) => labels[i])];
        double[] wrong = [.. predictions.Where((_, i) => !labels[i])];
        return right.Sum(p => wrong.Sum(q => p > q ? 1 : p == q ? 0.5 : 0)) / right.Length / wrong.Length;
    }

    /// <summary>Expected calibration error over ten bins.</summary>
    public static double CalibrationError(IReadOnlyList<double> predictions, IReadOnlyList<bool> labels) =>
        Enumerable.Range(0, predictions.Count)
            .GroupBy(i => Math.Min(9, (int)(predictions[i] * 10)))
            .Sum(bin => Math.Abs(bin.Sum(i => predictions[i] - (labels[i] ? 1 : 0)))) / predictions.Count;

    /// <summary>Share of right ones in the highest share of predictions.</summary>
    public static double RightInTop(IReadOnlyList<double> predictions, IReadOnlyList<bool> labels, double share)
    {
        int[] top = [.. Enumerable.Range(0, predictions.Count).OrderByDescending(i => predictions[i]).Take((int)(share * predictions.Count))];
        return top.Count(i => labels[i]) / (double)top.Length;
    }

    /// <summary>Mean of the log of what was predicted for the truth, negated: smaller is better.</summary>
    public static double LogLoss(IReadOnlyList<double> predictions, IReadOnlyList<bool> labels) =>
        predictions.Select((p, i) => -Math.Log(Math.Max(1e-9, labels[i] ? p : 1 - p))).Average();

    /// <summary>The middle 90 % of a measure over draws of the groups with repetition: <c>0.78 to 0.91</c>.</summary>
    public static string Interval(
        IReadOnlyList<double> predictions, IReadOnlyList<bool> labels, IReadOnlyList<string> groups, Func<IReadOnlyList<double>, IReadOnlyList<bool>, double> measure)
    {
        const int Draws = 1000;
        int[][] members = [.. Enumerable.Range(0, groups.Count).GroupBy(i => groups[i]).Select(group => group.ToArray())];
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, Draws).Select(_ => Draw()).Order()];
        return FormattableString.Invariant($"{values[Draws / 20]:0.00} to {values[Draws - 1 - (Draws / 20)]:0.00}");

        double Draw()
        {
            int[] drawn = [.. members.SelectMany(_ => members[random.Next(members.Length)])];
            return measure([.. drawn.Select(i => predictions[i])], [.. drawn.Select(i => labels[i])]);
        }
    }
}
