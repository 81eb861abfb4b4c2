using KB.Indexer.Duplicates.Model;

namespace KB.Bench.Duplicates;

/// <summary>How trees are grown.</summary>
/// <param name="First">Pairs of each query, those that the trees so far put first, that weigh <paramref name="FirstWeight"/> times as much.</param>
/// <param name="FirstRounds">After so many rounds the first are looked for anew.</param>
internal sealed record TreeSettings(
    int Rounds = 160, int Depth = 4, double Rate = 0.08, double Lambda = 5, double LeastWeight = 12, double RowShare = 0.7, double TraitShare = 0.6, int Seed = 7,
    int First = 5, float FirstWeight = 1, int FirstRounds = 20);

/// <summary>A pair to learn from.</summary>
/// <param name="Query">Whose candidate it is.</param>
/// <param name="Traits">What is measured of it.</param>
/// <param name="Same">True for duplicates.</param>
/// <param name="Weight">For how many pairs it stands.</param>
internal readonly record struct Lesson(int Query, float[] Traits, bool Same, float Weight);

/// <summary>Gradient boosting of logistic loss with histograms (Friedman 2001; Chen and Guestrin 2016), signs of traits respected.</summary>
internal sealed class TreeTrainer
{
    private const int MaxBins = 48;
    private const byte Unknown = 255;

    private readonly TreeSettings settings;
    private readonly int[] used;
    private readonly int[] signs;
    private readonly float[][] cuts;
    private readonly byte[][] bins;
    private readonly IReadOnlyList<Lesson> lessons;
    private readonly int[][] queries;
    private readonly float[] weights;
    private readonly double[] sums, gradients, curvatures;

    /// <param name="lessons">The pairs.</param>
    /// <param name="used">Traits that may be asked.</param>
    /// <param name="settings">How trees are grown.</param>
    public TreeTrainer(IReadOnlyList<Lesson> lessons, int[] used, TreeSettings settings)
    {
        (this.lessons, this.used, this.settings) = (lessons, used, settings);
        weights = [.. lessons.Select(lesson => lesson.Weight)];
        queries = [.. Enumerable.Range(0, lessons.Count).GroupBy(i => lessons[i].Query).Select(group => group.ToArray())];
        float[][] rows = [.. lessons.Select(lesson => lesson.Traits)];
        signs = [.. TraitWords.All.Select(words => words.Sign)];
        cuts = [.. Enumerable.Range(0, signs.Length).Select(trait => used.Contains(trait) ? Cuts(rows, trait) : [])];
        bins = [.. Enumerable.Range(0, signs.Length).Select(trait => used.Contains(trait) ? Bins(rows, trait) : [])];
        (sums, gradients, curvatures) = (new double[rows.Length], new double[rows.Length], new double[rows.Length]);
    }

    public BoostedTrees Train()
    {
        double good = lessons.Sum(lesson => lesson.Same ? lesson.Weight : 0), all = weights.Sum();
        double bias = Math.Log(good / (all - good));
        Array.Fill(sums, bias);
        var random = new Random(settings.Seed);
        var trees = new List<List<TreeNode>>();
        for (int round = 0; round < settings.Rounds; round++)
        {
            if (round > 0 && round % settings.FirstRounds == 0)
            {
                WeighFirst();
            }

            for (int i = 0; i < sums.Length; i++)
            {
                double p = BoostedTrees.Sigmoid(sums[i]);
                gradients[i] = weights[i] * (p - (lessons[i].Same ? 1 : 0));
                curvatures[i] = weights[i] * p * (1 - p);
            }

            int[] rows = [.. Enumerable.Range(0, sums.Length).Where(_ => random.NextDouble() < settings.RowShare)];
            int[] traits = [.. used.Where(_ => random.NextDouble() < settings.TraitShare)];
            (List<TreeNode> tree, List<int> asked) = Grow(rows, traits);
            trees.Add(tree);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += tree[Leaf(tree, asked, i)].Value;
            }
        }

        return new BoostedTrees(bias, trees);
    }

    /// <summary>What ranks first is what people see: it is learned from more.</summary>
    private void WeighFirst()
    {
        foreach (int[] query in queries)
        {
            HashSet<int> first = [.. query.OrderByDescending(i => sums[i]).Take(settings.First)];
            foreach (int i in query)
            {
                weights[i] = lessons[i].Weight * (first.Contains(i) ? settings.FirstWeight : 1);
            }
        }
    }

    private int Leaf(List<TreeNode> tree, List<int> asked, int row)
    {
        int at = 0;
        while (!tree[at].IsLeaf)
        {
            TreeNode node = tree[at];
            byte bin = bins[node.Trait][row];
            at = (bin == Unknown ? node.UnknownBelow : bin <= asked[at]) ? node.Below : node.Else;
        }

        return at;
    }

    private sealed record Open(int Node, int[] Rows, int Depth, double Low, double High);

    /// <summary>A tree, and of each of its nodes the cut that it asks.</summary>
    private (List<TreeNode> Tree, List<int> Asked) Grow(int[] rows, int[] traits)
    {
        var tree = new List<TreeNode> { default };
        var asked = new List<int> { -1 };
        var open = new Queue<Open>([new Open(0, rows, 0, double.NegativeInfinity, double.PositiveInfinity)]);
        while (open.TryDequeue(out Open? node))
        {
            double g = 0, h = 0;
            foreach (int row in node.Rows)
            {
                (g, h) = (g + gradients[row], h + curvatures[row]);
            }

            double value = Math.Clamp(-g / (h + settings.Lambda), node.Low, node.High);
            Split? split = node.Depth < settings.Depth ? Best(node, traits, g, h) : null;
            if (split is null)
            {
                tree[node.Node] = new TreeNode(-1, 0, false, 0, 0, value * settings.Rate);
                continue;
            }

            (int below, int other) = (tree.Count, tree.Count + 1);
            tree.AddRange([default, default]);
            asked.AddRange([-1, -1]);
            asked[node.Node] = split.Cut;
            tree[node.Node] = new TreeNode(split.Trait, cuts[split.Trait][split.Cut], split.UnknownBelow, below, other, value * settings.Rate);
            byte[] column = bins[split.Trait];
            bool Below(int row) => column[row] == Unknown ? split.UnknownBelow : column[row] <= split.Cut;
            double middle = Math.Clamp((split.ValueBelow + split.ValueElse) / 2, node.Low, node.High);
            int sign = signs[split.Trait];
            open.Enqueue(new Open(below, Array.FindAll(node.Rows, row => Below(row)), node.Depth + 1, sign < 0 ? middle : node.Low, sign > 0 ? middle : node.High));
            open.Enqueue(new Open(other, Array.FindAll(node.Rows, row => !Below(row)), node.Depth + 1, sign > 0 ? middle : node.Low, sign < 0 ? middle : node.High));
        }

        return (tree, asked);
    }

    private sealed record Split(int Trait, int Cut, bool UnknownBelow, double Gain, double ValueBelow, double ValueElse);

    private Split? Best(Open node, int[] traits, double g, double h)
    {
        var found = new Split?[traits.Length];
        Parallel.For(0, traits.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => found[i] = Best(node, traits[i], g, h));
        Split? best = null;
        foreach (Split? split in found)
        {
            best = split is not null && (best is null || split.Gain > best.Gain) ? split : best;
        }

        return best;
    }

    private Split? Best(Open node, int trait, double g, double h)
    {
        Span<double> sumG = stackalloc double[256], sumH = stackalloc double[256];
        sumG.Clear();
        sumH.Clear();
        byte[] column = bins[trait];
        foreach (int row in node.Rows)
        {
            byte bin = column[row];
            sumG[bin] += gradients[row];
            sumH[bin] += curvatures[row];
        }

        Split? best = null;
        foreach (bool unknownBelow in (bool[])[true, false])
        {
            double gBelow = unknownBelow ? sumG[Unknown] : 0, hBelow = unknownBelow ? sumH[Unknown] : 0;
            for (int cut = 0; cut < cuts[trait].Length; cut++)
            {
                gBelow += sumG[cut];
                hBelow += sumH[cut];
                Consider(ref best, node, trait, cut, unknownBelow, gBelow, hBelow, g - gBelow, h - hBelow);
            }
        }

        return best;
    }

    private void Consider(ref Split? best, Open node, int trait, int cut, bool unknownBelow, double gBelow, double hBelow, double gElse, double hElse)
    {
        if (hBelow < settings.LeastWeight / 4 || hElse < settings.LeastWeight / 4)
        {
            return;
        }

        double below = Math.Clamp(-gBelow / (hBelow + settings.Lambda), node.Low, node.High);
        double other = Math.Clamp(-gElse / (hElse + settings.Lambda), node.Low, node.High);
        double gain = Score(gBelow, hBelow) + Score(gElse, hElse) - Score(gBelow + gElse, hBelow + hElse);
        if (gain > 1e-3 && (best is null || gain > best.Gain) && signs[trait] * (other - below) >= 0)
        {
            best = new Split(trait, cut, unknownBelow, gain, below, other);
        }
    }

    private double Score(double g, double h) => g * g / (h + settings.Lambda);

    private static float[] Cuts(float[][] rows, int trait)
    {
        float[] values = [.. rows.Where((_, i) => i % 3 == 0).Select(row => row[trait]).Where(value => !float.IsNaN(value))];
        if (values.Length == 0)
        {
            return [];
        }

        Array.Sort(values);
        // Quantiles of the values, and of the larger ones again: what makes duplicates is in the tail.
        IEnumerable<double> shares = Enumerable.Range(1, MaxBins / 2).Select(i => i / ((MaxBins / 2) + 1.0)).Concat(Enumerable.Range(1, MaxBins / 2).Select(i => 1 - Math.Pow(0.5, 1 + (i / 3.0))));
        return [.. shares.Select(share => (float)Math.Round(values[(int)(share * (values.Length - 1))], 4)).Append(0.0001f).Where(value => value > values[0]).Distinct().Order()];
    }

    private byte[] Bins(float[][] rows, int trait)
    {
        var column = new byte[rows.Length];
        for (int i = 0; i < column.Length; i++)
        {
            float value = rows[i][trait];
            int at = float.IsNaN(value) ? Unknown : Array.BinarySearch(cuts[trait], value);
            column[i] = (byte)(float.IsNaN(value) ? Unknown : at >= 0 ? at + 1 : ~at);
        }

        return column;
    }
}
