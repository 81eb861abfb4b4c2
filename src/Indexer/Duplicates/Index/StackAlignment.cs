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
    private const int MaxFrames = 40;

    private static readonly float[] DepthWeights = [.. Enumerable.Range(0, MaxFrames).Select(i => (float)Math.Pow(i + 1, -Depth))];
    private static readonly float[] ShiftWeights = [.. Enumerable.Range(0, MaxFrames).Select(i => (float)Math.Exp(-Shift * i))];

    /// <summary>From -1 (nothing shared) to 1 (equal); not a number when a stack is empty.</summary>
    public static float Likeness(ReadOnlySpan<int> a, ReadOnlySpan<int> b, Vocabulary vocabulary)
    {
        a = a[..Math.Min(a.Length, MaxFrames)];
        b = b[..Math.Min(b.Length, MaxFrames)];
        if (a.IsEmpty || b.IsEmpty)
        {
            return float.NaN;
        }

        Span<float> weights = stackalloc float[MaxFrames];
        float all = 0, matched = 0, gaps = 0;
        for (int j = 0; j < b.Length; j++)
        {
            weights[j] = Weight(b[j], j, vocabulary);
            all += weights[j];
        }

        ulong used = 0;
        for (int i = 0; i < a.Length; i++)
        {
            float weight = Weight(a[i], i, vocabulary);
            all += weight;
            int j = Match(a[i], b, used);
            if (j < 0)
            {
                gaps += weight;
                continue;
            }

            used |= 1UL << j;
            matched += (weight + weights[j]) * ShiftWeights[Math.Abs(i - j)];
        }

        for (int j = 0; j < b.Length; j++)
        {
            gaps += (used & (1UL << j)) == 0 ? weights[j] : 0;
        }

        return all <= 0 ? 0 : (matched - gaps) / all;
    }

    private static float Weight(int function, int depth, Vocabulary vocabulary)
    {
        float rarity = vocabulary.Rarity(function);
        return DepthWeights[depth] * ((rarity * rarity) + 0.02f);
    }

    private static int Match(int function, ReadOnlySpan<int> b, ulong used)
    {
        for (int j = 0; j < b.Length; j++)
        {
            if (b[j] == function && (used & (1UL << j)) == 0)
            {
                return j;
            }
        }

        return -1;
    }
}
