using System.Buffers;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>The literals by which crashes are noticed, searched all at once.</summary>
internal static class Triggers
{
    /// <summary>
    /// Literals searched together. The vectorised search sorts them into eight buckets and looks closely wherever the beginning of one bucket
    /// might stand: with 12 literals that is rare, with 50 it is several times as slow (`bench/Reports sparse`).
    /// </summary>
    private const int Together = 12;

    /// <summary>Characters that all groups are searched for in turn: few enough to stay in the nearest cache.</summary>
    private const int Window = 4096;

    private static readonly SearchValues<string>[] Groups =
        [.. OopsFamilies.All.Select(family => family.Trigger).Chunk(Together).Select(group => SearchValues.Create(group, StringComparison.Ordinal))];

    private static readonly int Longest = OopsFamilies.All.Max(family => family.Trigger.Length);

    /// <summary>Place of the first trigger in a text of any length; -1 for none.</summary>
    public static int IndexIn(ReadOnlySpan<char> text)
    {
        for (int at = 0; at < text.Length; at += Window)
        {
            ReadOnlySpan<char> window = text.Slice(at, Math.Min(Window + Longest - 1, text.Length - at));
            int first = -1;
            foreach (SearchValues<string> group in Groups)
            {
                int found = window.IndexOfAny(group);
                if (found >= 0 && (first < 0 || found < first))
                {
                    first = found;
                    window = window[..Math.Min(found + Longest - 1, window.Length)];
                }
            }

            if (first >= 0)
            {
                return at + first;
            }
        }

        return -1;
    }
}
