using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace KB.Indexer.Duplicates.Model;

/// <summary>A sum of small decision trees: the logarithm of the odds that two crashes are one bug.</summary>
public sealed class BoostedTrees
{
    /// <summary>Leaves of a tree: one bit of a <see cref="Question"/> each.</summary>
    public const int MostLeaves = 32;

    /// <summary>Pairs that are judged side by side.</summary>
    private static readonly int Lanes = Vector256<float>.Count;

    private readonly double bias;
    private readonly TreeNode[][] trees;
    // The same trees for many pairs at once, one behind the other: what they ask, their leaves from left to right, and where each tree ends in both.
    private readonly List<Question> questions = [];
    private readonly List<double> leaves = [];
    private readonly (int Questions, int Leaves)[] ends;

    /// <summary>Trees as a training made them; each starts at its node 0, only points forward, and has at most <see cref="MostLeaves"/> leaves.</summary>
    /// <param name="bias">Log-odds before any tree.</param>
    /// <param name="trees">The trees.</param>
    /// <exception cref="ArgumentException">A tree has more leaves.</exception>
    public BoostedTrees(double bias, IEnumerable<IReadOnlyList<TreeNode>> trees)
    {
        this.bias = bias;
        this.trees = [.. trees.Select(tree => tree.ToArray())];
        ends = new (int, int)[this.trees.Length];
        for (int i = 0; i < ends.Length; i++)
        {
            Take(this.trees[i], 0, leaves.Count);
            ends[i] = (questions.Count, leaves.Count);
        }
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
            int at = 0;
            while (!tree[at].IsLeaf)
            {
                at = tree[at].Next(traits);
            }

            sum += tree[at].Value;
        }

        return Sigmoid(sum);
    }

    /// <summary>Probabilities of many, to the bit those of one after the other.</summary>
    /// <param name="all">Traits of each, equally many.</param>
    /// <returns>A probability for each.</returns>
    /// <remarks>No tree is walked (QuickScorer, Lucchese et al., SIGIR 2015): every question is asked of some pairs at once, and takes away
    /// the leaves that the answer makes unreachable; the first that stays is where a walk would end.</remarks>
    public double[] Probabilities(IReadOnlyList<float[]> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        var found = new double[all.Count];
        if (all.Count == 0)
        {
            return found;
        }

        int size = all[0].Length * 2 * Lanes;
        float[] known = ArrayPool<float>.Shared.Rent(size);
        Span<double> sums = stackalloc double[Lanes];
        for (int first = 0; first < found.Length; first += Lanes)
        {
            int count = Math.Min(Lanes, found.Length - first);
            for (int lane = 0; lane < count; lane++)
            {
                Spread(all[first + lane], known, lane);
            }

            sums.Fill(bias);
            Add(known.AsSpan(0, size), sums);
            for (int lane = 0; lane < count; lane++)
            {
                found[first + lane] = Sigmoid(sums[lane]);
            }
        }

        ArrayPool<float>.Shared.Return(known);
        return found;
    }

    // Each trait twice: where unknown, below every bound, then above; those of all lanes side by side.
    private static void Spread(float[] traits, float[] known, int lane)
    {
        for (int i = 0, at = lane; i < traits.Length; i++, at += 2 * Lanes)
        {
            bool unknown = float.IsNaN(traits[i]);
            known[at] = unknown ? float.NegativeInfinity : traits[i];
            known[at + Lanes] = unknown ? float.PositiveInfinity : traits[i];
        }
    }

    /// <summary>Adds what each tree says of each lane.</summary>
    /// <param name="known">Spread traits.</param>
    /// <param name="sums">Log-odds of each lane.</param>
    private void Add(ReadOnlySpan<float> known, Span<double> sums)
    {
        ReadOnlySpan<Question> asked = CollectionsMarshal.AsSpan(questions);
        ReadOnlySpan<double> values = CollectionsMarshal.AsSpan(leaves);
        Span<int> reachable = stackalloc int[Lanes];
        int question = 0, leaf = 0;
        foreach ((int lastQuestion, int lastLeaf) in ends)
        {
            Vector256<int> left = Vector256<int>.AllBitsSet;
            foreach (ref readonly Question one in asked[question..lastQuestion])
            {
                Vector256<int> below = Vector256.LessThan(Vector256.Create(known.Slice(one.Place, Lanes)), Vector256.Create(one.Bound)).AsInt32();
                left &= below | Vector256.Create(one.ElseLeaves);
            }

            left.CopyTo(reachable);
            for (int lane = 0; lane < sums.Length; lane++)
            {
                sums[lane] += values[leaf + BitOperations.TrailingZeroCount(reachable[lane])];
            }

            (question, leaf) = (lastQuestion, lastLeaf);
        }
    }

    private void Take(TreeNode[] tree, int at, int firstLeaf)
    {
        TreeNode node = tree[at];
        if (node.IsLeaf)
        {
            leaves.Add(leaves.Count - firstLeaf < MostLeaves ? node.Value : throw new ArgumentException($"A tree has more than {MostLeaves} leaves."));
            return;
        }

        int left = leaves.Count - firstLeaf;
        Take(tree, node.Below, firstLeaf);
        uint below = (uint)((1UL << (leaves.Count - firstLeaf)) - (1UL << left));
        Take(tree, node.Else, firstLeaf);
        questions.Add(new Question(((2 * node.Trait) + (node.UnknownBelow ? 0 : 1)) * Lanes, node.Bound, unchecked((int)~below)));
    }

    /// <summary>A node: where its trait stands when spread, its bound, and a bit for each leaf of the tree that can still be reached from above the bound.</summary>
    private readonly record struct Question(int Place, float Bound, int ElseLeaves);

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
