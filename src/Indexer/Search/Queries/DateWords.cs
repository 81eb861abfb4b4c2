using System.Globalization;

namespace KB.Indexer.Search.Queries;

/// <summary>Dates as they are typed, in days since 1970-01-01.</summary>
public static class DateWords
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyyMMdd", "yyyy/MM/dd"];

    /// <summary>Days since 1970-01-01.</summary>
    public static int Day(DateOnly date) => date.DayNumber - Epoch.DayNumber;

    /// <summary>The date of such a day.</summary>
    public static DateOnly DateOf(int day) => DateOnly.FromDayNumber(day + Epoch.DayNumber);

    /// <summary>What a date stands for: a day, a month (<c>2020-05</c>), a year, <c>last.week</c>, <c>3.days.ago</c>; null when it is none.</summary>
    public static ValueRange? Parse(string text, DateOnly today)
    {
        string word = text.ToLowerInvariant();
        if (DateOnly.TryParseExact(word, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return Span(day, day);
        }

        if (DateOnly.TryParseExact(word + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly month))
        {
            return Span(month, LastOf(month));
        }

        if (word.Length == 4 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is >= 1970 and < 9999)
        {
            return Span(new(year, 1, 1), new(year, 12, 31));
        }

        return Named(word, today);
    }

    private static ValueRange? Named(string word, DateOnly today) => word switch
    {
        "today" => Span(today, today),
        "yesterday" => Span(today.AddDays(-1), today.AddDays(-1)),
        "last.week" => Span(today.AddDays(-7), today),
        "last.month" => Span(today.AddMonths(-1), today),
        "last.year" => Span(today.AddYears(-1), today),
        _ => Ago(word.Split('.'), today),
    };

    /// <summary><c>3.days.ago</c>; at most 1,000 of anything.</summary>
    private static ValueRange? Ago(string[] words, DateOnly today)
    {
        if (words is not [var number, var unit, "ago"] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count > 1000)
        {
            return null;
        }

        DateOnly? day = unit.TrimEnd('s') switch
        {
            "day" => today.AddDays(-count),
            "week" => today.AddDays(-7 * count),
            "month" => today.AddMonths(-count),
            "year" => today.AddYears(-count),
            _ => null,
        };
        return day is { } found ? Span(found, found) : null;
    }

    private static DateOnly LastOf(DateOnly month) => new(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month));

    private static ValueRange Span(DateOnly from, DateOnly to) => new(Day(from), Day(to));
}
