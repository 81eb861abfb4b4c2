using System.Buffers;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>The literals by which crashes are noticed, searched all at once.</summary>
internal static class Triggers
{
    private static readonly SearchValues<string> Literals =
        SearchValues.Create([.. OopsFamilies.All.Select(family => family.Trigger)], StringComparison.Ordinal);

    /// <summary>True when any trigger is in the text.</summary>
    public static bool Mentioned(ReadOnlySpan<char> text) => text.IndexOfAny(Literals) >= 0;
}
