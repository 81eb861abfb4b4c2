using System.Buffers;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>The literals by which crashes are noticed, searched all at once.</summary>
internal static class Triggers
{
    private static readonly SearchValues<string> Literals =
        SearchValues.Create([.. OopsFamilies.All.Select(family => family.Trigger)], StringComparison.Ordinal);

    /// <summary>Characters of the longest trigger.</summary>
    public static int Longest { get; } = OopsFamilies.All.Max(family => family.Trigger.Length);

    /// <summary>Place of the first trigger in the text; -1 for none.</summary>
    public static int IndexIn(ReadOnlySpan<char> text) => text.IndexOfAny(Literals);
}
