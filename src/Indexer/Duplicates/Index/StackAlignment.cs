namespace KB.Indexer.Duplicates.Index;

/// <summary>Likeness of two stacks as in FaST (Rodrigues et al., MSR 2022): the k-th call of a function in one matches the k-th in the
/// other; frames weigh by depth and rarity, matches lose with their shift, frames without a match count against.</summary>
internal static class StackAlignment
{
    /// <summary>Loss of weight with depth: weight is (position + 1)^-Depth.</summary>
    private const double Depth = 0.6;

    /// <summary>Loss of a match with each frame of shift.</summary>
    private const double Shift = 0.06;

    /// <summary>Frames compared of each stack; those of <see cref="Features.CrashFeatures"/> are no longer.</summary>
    public const int MaxFrames = 40;

    private static readonly float[] DepthWeights = [.. Enumerable.Range(0, MaxFrames).Select(i => (float)Math.Pow(i + 1, -Depth))];
    private static readonly float[] ShiftWeights = [.. Enumerable.Range(0, MaxFrames).Select(i => (float)Math.Exp(-Shift * i))];

    /// <summary>What each frame of a stack weighs.</summary>
    /// <param name="stack">Functions, innermost first.</param>
    /// <param name="vocabulary">How rare they are.</param>
    /// <param name="weights">Filled for the first <see cref="MaxFrames"/> frames.</param>
    /// <returns>Their sum.</returns>
    public static float Weigh(ReadOnlySpan<int> stack, Vocabulary vocabulary, Span<float> weights)
    {
        float sum = 0;
        for (int i = 0; i < Math.Min(stack.Length, MaxFrames); i++)
        {
            float rarity = vocabulary.Rarity(stack[i]);
            sum += weights[i] = DepthWeights[i] * ((rarity * rarity) + 0.02f);
        }

        return sum;
    }

    /// <summary>From -1 (nothing shared) to 1 (equal); not a number when a stack is empty.</summary>
    /// <param name="a">Functions of the one, innermost first.</param>
    /// <param name="weightsA">Their weights.</param>
    /// <param name="b">Functions of the other.</param>
    /// <param name="weightsB">Their weights.</param>
    /// <param name="sumB">Sum of these.</param>
    public static float Likeness(ReadOnlySpan<int> a, ReadOnlySpan<float> weightsA, ReadOnlySpan<int> b, ReadOnlySpan<float> weightsB, float sumB)
    {
        a = a[..Math.Min(a.Length, MaxFrames)];
        b = b[..Math.Min(b.Length, MaxFrames)];
        if (a.IsEmpty || b.IsEmpty)
        {
            return float.NaN;
        }

        float all = sumB, matched = 0, gaps = 0;
        ulong used = 0;
        for (int i = 0; i < a.Length; i++)
        {
            float weight = weightsA[i];
            all += weight;
            int j = Match(a[i], b, used);
            if (j < 0)
            {
                gaps += weight;
                continue;
            }

            used |= 1UL << j;
            matched += (weight + weightsB[j]) * ShiftWeights[Math.Abs(i - j)];
        }

        for (int j = 0; j < b.Length; j++)
        {
            gaps += (used & (1UL << j)) == 0 ? weightsB[j] : 0;
        }

        return all <= 0 ? 0 : (matched - gaps) / all;
    }

    private static int Match(int function, ReadOnlySpan<int> b, ulong used)
    {
        for (int from = 0; b[from..].IndexOf(function) is >= 0 and var at; from++)
        {
            from += at;
            if ((used & (1UL << from)) == 0)
            {
                return from;
            }
        }

        return -1;
    }
}
