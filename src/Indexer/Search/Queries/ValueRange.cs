using System.Globalization;

namespace KB.Indexer.Search.Queries;

/// <summary>A range of dates (days since 1970-01-01), releases (<see cref="ReleaseNumber"/>) or percent, both ends included.</summary>
public sealed record ValueRange(long From, long To)
{
    /// <summary>True when the value lies in the range.</summary>
    public bool Contains(long value) => value >= From && value <= To;

    /// <summary>
    /// Reads a range: <c>a</c>, <c>a..b</c>, <c>a..</c>, <c>..b</c>, <c>&gt;=a</c>, <c>&gt;a</c>, <c>&lt;=b</c>, <c>&lt;b</c>; null when an end cannot be read.
    /// </summary>
    /// <param name="text">The range.</param>
    /// <param name="read">Reads one end: what a value stands for may be a range itself (a month, all of 5.4).</param>
    public static ValueRange? Parse(string text, Func<string, ValueRange?> read)
    {
        int dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots >= 0)
        {
            ValueRange? from = dots == 0 ? new(long.MinValue, long.MinValue) : read(text[..dots]);
            ValueRange? to = dots + 2 == text.Length ? new(long.MaxValue, long.MaxValue) : read(text[(dots + 2)..]);
            return from is null || to is null || text.Length == 2 ? null : new(from.From, to.To);
        }

        string value = text.TrimStart('<', '>', '=');
        if (read(value) is not { } one)
        {
            return null;
        }

        return text[..^value.Length] switch
        {
            "" or "=" => one,
            ">=" => one with { To = long.MaxValue },
            ">" => new(one.To + 1, long.MaxValue),
            "<=" => one with { From = long.MinValue },
            "<" => new(long.MinValue, one.From - 1),
            _ => null,
        };
    }

    /// <summary>Percent: <c>80</c>, <c>80%</c>, or a share: <c>0.8</c>.</summary>
    public static ValueRange? Percent(string text)
    {
        if (!double.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) || value is not (>= 0 and <= 100))
        {
            return null;
        }

        long percent = (long)Math.Round(value <= 1 && text.Contains('.') ? value * 100 : value);
        return new(percent, percent);
    }
}
