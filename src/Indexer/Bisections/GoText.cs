using System.Globalization;

namespace KB.Indexer.Bisections;

/// <summary>Reads values as Go prints them.</summary>
internal static class GoText
{
    /// <summary>Seconds of a Go duration: <c>5h40m15.163312301s</c>, <c>45.1s</c>, <c>250ms</c>, <c>0s</c>; null for anything else.</summary>
    public static double? Seconds(string duration)
    {
        double total = 0;
        int at = 0;
        while (at < duration.Length)
        {
            int digits = at;
            while (digits < duration.Length && (char.IsAsciiDigit(duration[digits]) || duration[digits] == '.'))
            {
                digits++;
            }

            int unit = digits;
            while (unit < duration.Length && !char.IsAsciiDigit(duration[unit]) && duration[unit] != '.')
            {
                unit++;
            }

            if (!double.TryParse(duration.AsSpan(at, digits - at), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                || SecondsOf(duration[digits..unit]) is not { } seconds)
            {
                return null;
            }

            total += number * seconds;
            at = unit;
        }

        return duration.Length == 0 ? null : total;
    }

    /// <summary>A Go <c>time.String()</c>: <c>2023-02-26 11:46:17.044173253 +0000 UTC m=+61924.03</c>; null for anything else.</summary>
    public static DateTimeOffset? Time(string text)
    {
        string[] parts = text.Split(' ', 4);
        if (parts.Length < 3)
        {
            return null;
        }

        // .NET keeps seven digits of a second, Go prints nine.
        int point = parts[1].IndexOf('.', StringComparison.Ordinal);
        string clock = point < 0 ? parts[1] : parts[1][..Math.Min(parts[1].Length, point + 8)];
        string offset = parts[2].Length == 5 ? parts[2].Insert(3, ":") : parts[2];
        return DateTimeOffset.TryParse($"{parts[0]}T{clock}{offset}", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : null;
    }

    /// <summary>The strings of a <c>%q</c> list: <c>["a@b" "c\"d"]</c>; what is not quoted is left out.</summary>
    public static IReadOnlyList<string> Strings(string list)
    {
        var strings = new List<string>();
        int at = 0;
        while ((at = list.IndexOf('"', at)) >= 0)
        {
            int start = ++at;
            while (at < list.Length && list[at] != '"')
            {
                at += list[at] == '\\' ? 2 : 1;
            }

            if (at >= list.Length)
            {
                break;
            }

            strings.Add(list[start..at].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal));
            at++;
        }

        return strings;
    }

    /// <summary>A number with a point; null for anything else.</summary>
    public static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    private static double? SecondsOf(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 1e-3,
        "µs" or "μs" or "us" => 1e-6,
        "ns" => 1e-9,
        _ => null,
    };
}
