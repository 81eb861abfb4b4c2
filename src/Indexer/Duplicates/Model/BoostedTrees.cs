namespace KB.Indexer.Duplicates.Model;

/// <summary>A sum of small decision trees: the logarithm of the odds that two crashes are one bug.</summary>
public sealed class BoostedTrees
{
    private readonly double bias;
    private readonly TreeNode[][] trees;

    /// <summary>Trees as a training made them; each starts at its node 0 and only points forward.</summary>
    /// <param name="bias">Log-odds before any tree.</param>
    /// <param name="trees">The trees.</param>
    public BoostedTrees(double bias, IEnumerable<IReadOnlyList<TreeNode>> trees)
    {
        this.bias = bias;
        this.trees = [.. trees.Select(tree => tree.ToArray())];
    }

    /// <summary>Log-odds before any tree.</summary>
    public double Bias => bias;

    /// <summary>The trees.</summary>
    public IReadOnlyList<IReadOnlyList<TreeNode>> Trees => trees;

    /// <summary>Probability, 0 to 1.</summary>
    /// <param name="traits">Values by <see cref="Trait"/>, not a number where unknown.</param>
    public double Probability(ReadOnlySpan<float> traits)
    {
        double sum = bias;
        foreach (TreeNode[] tree in trees)
        {
            ref readonly TreeNode node = ref tree[0];
            while (!node.IsLeaf)
            {
                node = ref tree[node.Next(traits)];
            }

            sum += node.Value;
        }

        return Sigmoid(sum);
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
