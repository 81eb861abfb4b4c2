using System.Buffers;
using System.Runtime.CompilerServices;

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
        Span<float> known = stackalloc float[traits.Length * 2];
        Spread(traits, known);
        double sum = bias;
        Add(known, new Span<double>(ref sum));
        return Sigmoid(sum);
    }

    /// <summary>Probabilities of many, to the bit those of one after the other: what all ask of a tree is asked while it is near.</summary>
    /// <param name="all">Traits of each, equally many.</param>
    /// <returns>A probability for each.</returns>
    public double[] Probabilities(IReadOnlyList<float[]> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        var sums = new double[all.Count];
        if (all.Count == 0)
        {
            return sums;
        }

        int width = all[0].Length * 2;
        float[] known = ArrayPool<float>.Shared.Rent(all.Count * width);
        for (int i = 0; i < all.Count; i++)
        {
            Spread(all[i], known.AsSpan(i * width, width));
        }

        Array.Fill(sums, bias);
        Add(known.AsSpan(0, all.Count * width), sums);
        ArrayPool<float>.Shared.Return(known);
        return Array.ConvertAll(sums, Sigmoid);
    }

    // Each twice: where unknown, below every bound, then above.
    private static void Spread(ReadOnlySpan<float> traits, Span<float> known)
    {
        for (int i = 0; i < traits.Length; i++)
        {
            bool unknown = float.IsNaN(traits[i]);
            known[2 * i] = unknown ? float.NegativeInfinity : traits[i];
            known[(2 * i) + 1] = unknown ? float.PositiveInfinity : traits[i];
        }
    }

    /// <summary>Adds what each tree says of each.</summary>
    /// <param name="known">Spread traits, one behind the other.</param>
    /// <param name="sums">Log-odds of each.</param>
    private void Add(ReadOnlySpan<float> known, Span<double> sums)
    {
        int width = known.Length / sums.Length;
        foreach ((int first, int depth) in roots)
        {
            for (int one = 0; one < sums.Length; one++)
            {
                ReadOnlySpan<float> mine = known.Slice(one * width, width);
                int at = first;
                for (int i = 0; i < depth; i++)
                {
                    ref readonly FlatNode node = ref nodes[at];
                    // No branch: half of them would be guessed wrong.
                    at = node.Else + (node.ElseToBelow * Unsafe.BitCast<bool, byte>(mine[node.Place] < node.Bound));
                }

                sums[one] += values[at];
            }
        }
    }

    private static int Depth(TreeNode[] tree, int at) => tree[at].IsLeaf ? 0 : 1 + Math.Max(Depth(tree, tree[at].Below), Depth(tree, tree[at].Else));

    /// <summary>A node in 16 bytes: where its trait stands when spread, its bound, the follower above it, counted over all trees, and how far from that the one below is.</summary>
    private readonly record struct FlatNode(int Place, float Bound, int Else, int ElseToBelow)
    {
        public static FlatNode Of(TreeNode node, int first, int at) => node.IsLeaf
            ? new FlatNode(0, float.NegativeInfinity, first + at, 0)
            : new FlatNode((2 * node.Trait) + (node.UnknownBelow ? 0 : 1), node.Bound, first + node.Else, node.Below - node.Else);
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
