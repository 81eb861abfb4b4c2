using System.Buffers;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>The literals by which crashes are noticed, searched all at once.</summary>
internal static class Triggers
{
    /// <summary>The vectorised search compares three characters of each literal at once, if all of them have three.</summary>
    private const int Compared = 3;

    /// <summary>Characters that are left of a trigger at least.</summary>
    private const int LeastPart = 6;

    /// <summary>The characters that most of a log is made of; capitals and signs are the rarest.</summary>
    private const string Common = " etaoinsrdl";

    private static readonly SearchValues<string> Literals =
        SearchValues.Create([.. OopsFamilies.All.Select(family => family.Trigger)], StringComparison.Ordinal);

    private static readonly SearchValues<string> Rare =
        SearchValues.Create([.. OopsFamilies.All.SelectMany(family => RarePart(family.Trigger)).Distinct()], StringComparison.Ordinal);

    /// <summary>Characters of the longest trigger.</summary>
    public static int Longest { get; } = OopsFamilies.All.Max(family => family.Trigger.Length);

    /// <summary>Place of the first trigger in the text; -1 for none.</summary>
    public static int IndexIn(ReadOnlySpan<char> text) => text.IndexOfAny(Literals);

    /// <summary>True when the text has a trigger; faster than <see cref="IndexIn"/> on text without.</summary>
    public static bool IsIn(ReadOnlySpan<char> text) => Hint(text) >= 0 && IndexIn(text) >= 0;

    /// <summary>A place in the first line of the text that may have a trigger; -1 when no line has one. Faster than <see cref="IndexIn"/> on text without.</summary>
    public static int Hint(ReadOnlySpan<char> text) => text.IndexOfAny(Rare);

    /// <summary>The trigger from where it differs most from the words of other lines, if so much of it is left that these do not have it.</summary>
    private static IEnumerable<string> RarePart(string trigger)
    {
        if (trigger.Length < Compared)
        {
            // "[#": a number follows.
            return Enumerable.Range(0, 10).Select(digit => trigger + digit);
        }

        int Rarity(int at) => trigger.AsSpan(at, Compared).ToArray().Sum(each => Common.Contains(each, StringComparison.Ordinal) ? 0 : char.IsAsciiLetterLower(each) ? 1 : 2);
        return [trigger[Enumerable.Range(0, Math.Max(1, trigger.Length - LeastPart + 1)).MaxBy(Rarity)..]];
    }
}
