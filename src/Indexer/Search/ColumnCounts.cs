using System.Globalization;
using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Queries;

namespace KB.Indexer.Search;

/// <summary>Counts all crashes by a column; a crash counts once for each value that its reports have.</summary>
internal static class ColumnCounts
{
    private const int MonthsOfYear = 12;

    /// <summary>Values and their crashes: most frequent first, months in order; reports without a value are left out.</summary>
    public static IReadOnlyList<(string Name, int Count)> Of(DocumentColumns columns, CrashColumn column, int most)
    {
        NameColumn? named = column switch
        {
            CrashColumn.Type => columns.Type,
            CrashColumn.Subsystem => columns.Subsystem,
            CrashColumn.Release => columns.Release,
            CrashColumn.Arch => columns.Arch,
            _ => null,
        };
        if (named is null)
        {
            return [.. Count(columns, number => MonthOf(columns.Day[number]), MonthOf(DateWords.Day(DateOnly.MaxValue)) + 1).Take(most).Select(pair => (NameOf(pair.Code), pair.Count))];
        }

        return [.. Count(columns, number => named.Codes[number], named.Names.Length).Select(pair => (Name: named.Names[pair.Code], pair.Count))
            .OrderByDescending(row => row.Count).ThenBy(row => row.Name, StringComparer.Ordinal).Take(most)];
    }

    /// <summary>Crashes by code, in order of the codes, which are below a bound; code 0 stands for no value.</summary>
    private static IEnumerable<(int Code, int Count)> Count(DocumentColumns columns, Func<int, int> codeOf, int codes)
    {
        int[] counts = new int[codes];
        // The code for which each crash was counted first; further ones are rare.
        int[] first = new int[columns.Crashes];
        var more = new HashSet<(int Crash, int Code)>();
        for (int number = 0; number < columns.Count; number++)
        {
            int code = columns.Kind[number] == DocumentKind.Report && !columns.Flags[number].HasFlag(DocumentFlags.Deleted) ? codeOf(number) : 0;
            ref int known = ref first[columns.Crash[number]];
            if (code == 0 || code == known || (known != 0 && !more.Add((columns.Crash[number], code))))
            {
                continue;
            }

            known = known == 0 ? code : known;
            counts[code]++;
        }

        return counts.Select((count, code) => (code, count)).Where(pair => pair.count > 0);
    }

    private static int MonthOf(int day) => day != 0 && DateWords.DateOf(day) is var date ? (date.Year * MonthsOfYear) + date.Month : 0;

    private static string NameOf(int month) => string.Create(CultureInfo.InvariantCulture, $"{(month - 1) / MonthsOfYear:0000}-{((month - 1) % MonthsOfYear) + 1:00}");
}
