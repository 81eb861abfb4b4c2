using KB.Indexer.Search;
using KB.Indexer.Search.Engine;
using KB.Site.Pages.Shared;

namespace KB.Site.Pages;

/// <summary>How often a crash was seen, over kernel releases and over time.</summary>
internal static class Occurrences
{
    /// <summary>Releases or years drawn: the newest; more bars than this are too thin to tell apart, and a date may be any.</summary>
    private const int MostBars = 40;

    /// <summary>Months drawn before years are.</summary>
    private const int MostMonths = 36;

    /// <summary>Times seen by release, in order of the version numbers; empty when there are fewer than two.</summary>
    public static IReadOnlyList<HistogramBar> ByRelease(IReadOnlyList<ReportRow> reports) => Bars.InOrder(
        reports.Where(row => row.Release is { Length: > 0 }).GroupBy(row => row.Release!).Select(group => new HistogramBar(group.Key, group.Sum(row => row.Seen))), MostBars);

    /// <summary>Times seen by month, or by year when that would be too many bars, without gaps; empty when no report says its day.</summary>
    public static IReadOnlyList<HistogramBar> ByTime(IReadOnlyList<ReportRow> reports)
    {
        List<(DateOnly Day, int Seen)> seen = [.. reports.Where(row => row.Day is not null).Select(row => (row.Day!.Value, row.Seen))];
        if (seen.Count == 0)
        {
            return [];
        }

        int first = MonthOf(seen.Min(row => row.Day)), last = MonthOf(seen.Max(row => row.Day));
        return last - first < MostMonths
            ? [.. Enumerable.Range(first, last - first + 1).Select(month => new HistogramBar($"{month / 12:0000}-{(month % 12) + 1:00}", seen.Where(row => MonthOf(row.Day) == month).Sum(row => row.Seen)))]
            : [.. Enumerable.Range(first / 12, (last / 12) - (first / 12) + 1).TakeLast(MostBars).Select(year => new HistogramBar($"{year:0000}", seen.Where(row => row.Day.Year == year).Sum(row => row.Seen)))];
    }

    private static int MonthOf(DateOnly day) => (day.Year * 12) + day.Month - 1;
}
