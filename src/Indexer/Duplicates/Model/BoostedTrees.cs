namespace KB.Indexer.Duplicates.Model;

/// <summary>A sum of small decision trees: the logarithm of the odds that two crashes are one bug.</summary>
public sealed class BoostedTrees
{
    private readonly double bias;
    private readonly TreeNode[][] trees;
    // The same trees one behind the other, for Probability: the first node of each with its depth, leaves that lead to themselves.
    private readonly FlatNode[] nodes;
    private readonly double[] values;
    private readonly (int First, int Depth)[] roots;

    /// <summary>Trees as a training made them; each starts at its node 0 and only points forward.</summary>
    /// <param name="bias">Log-odds before any tree.</param>
    /// <param name="trees">The trees.</param>
    public BoostedTrees(double bias, IEnumerable<IReadOnlyList<TreeNode>> trees)
    {
        this.bias = bias;
        this.trees = [.. trees.Select(tree => tree.ToArray())];
        roots = [.. this.trees.Select((tree, i) => (this.trees.Take(i).Sum(before => before.Length), Depth(tree, 0)))];
        nodes = [.. this.trees.Zip(roots, (tree, root) => tree.Select((node, i) => FlatNode.Of(node, root.First, i))).SelectMany(flat => flat)];
        values = [.. this.trees.SelectMany(tree => tree.Select(node => node.Value))];
    }

    /// <summary>Log-odds before any tree.</summary>
    public double Bias => bias;

    /// <summary>The trees.</summary>
    public IReadOnlyList<IReadOnlyList<TreeNode>> Trees => trees;

    /// <summary>Probability, 0 to 1.</summary>
    /// <param name="traits">Values by <see cref="Trait"/>, not a number where unknown.</param>
    public double Probability(ReadOnlySpan<float> traits)
    {
        // Twice: unknown values below every bound, then above. No branch depends on a value, so that the processor need not guess.
        Span<float> known = stackalloc float[traits.Length * 2];
        for (int i = 0; i < traits.Length; i++)
        {
            bool unknown = float.IsNaN(traits[i]);
            known[i] = unknown ? float.NegativeInfinity : traits[i];
            known[i + traits.Length] = unknown ? float.PositiveInfinity : traits[i];
        }

        double sum = bias;
        foreach ((int first, int depth) in roots)
        {
            int at = first;
            for (int i = 0; i < depth; i++)
            {
                FlatNode node = nodes[at];
                at = known[node.UnknownBelow ? node.Trait : node.Trait + traits.Length] < node.Bound ? node.Below : node.Else;
            }

            sum += values[at];
        }

        return Sigmoid(sum);
    }

    private static int Depth(TreeNode[] tree, int at) => tree[at].IsLeaf ? 0 : 1 + Math.Max(Depth(tree, tree[at].Below), Depth(tree, tree[at].Else));

    /// <summary>A node in 16 bytes, its followers counted over all trees.</summary>
    private readonly record struct FlatNode(float Bound, short Trait, bool UnknownBelow, int Below, int Else)
    {
        public static FlatNode Of(TreeNode node, int first, int at) => node.IsLeaf
            ? new FlatNode(float.NegativeInfinity, 0, false, first + at, first + at)
            : new FlatNode(node.Bound, (short)node.Trait, node.UnknownBelow, first + node.Below, first + node.Else);
    }

    /// <summary>How much each trait moved the log-odds: on the way down each tree, the change of the expected value goes to the trait that was asked (Saabas 2014).</summary>
    public void Explain(ReadOnlySpan<float> traits, Span<double> moves)
    {
        moves.Clear();
        foreach (TreeNode[] tree in trees)
        {
            int at = 0;
            while (!tree[at].IsLeaf)
            {
                int next = tree[at].Next(traits);
                moves[tree[at].Trait] += tree[next].Value - tree[at].Value;
                at = next;
            }
        }
    }

    /// <summary>1 / (1 + e^-x).</summary>
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}

/// <summary>A node of a tree: asks whether a trait is below a bound, or ends with a value.</summary>
/// <param name="Trait">The trait asked; -1 for a leaf.</param>
/// <param name="Bound">Values below go to <paramref name="Below"/>.</param>
/// <param name="UnknownBelow">Unknown values go to <paramref name="Below"/> too.</param>
/// <param name="Below">Node for values below.</param>
/// <param name="Else">Node for the others.</param>
/// <param name="Value">Of a leaf: what is added. Else the expected value of the leaves under it, for explanations.</param>
public readonly record struct TreeNode(int Trait, float Bound, bool UnknownBelow, int Below, int Else, double Value)
{
    /// <summary>True for a node that ends the walk.</summary>
    public bool IsLeaf => Trait < 0;

    /// <summary>The node to go on with.</summary>
    public int Next(ReadOnlySpan<float> traits)
    {
        float value = traits[Trait];
        return (float.IsNaN(value) ? UnknownBelow : value < Bound) ? Below : Else;
    }
}
