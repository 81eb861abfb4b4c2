using System.Globalization;
using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Sources;

/// <summary>Logs that were exported, or printed with <c>journalctl -r</c>, newest line first: turned round.</summary>
internal static partial class TimeOrder
{
    /// <summary>Lines, or rows of a table, at the beginning that tell in which order they are.</summary>
    private const int Asked = 256;

    /// <summary>Steps back in time that show the order; in a log of several processors some lines are out of order.</summary>
    private const int FewestSteps = 6, ForwardOneOf = 10;

    /// <summary>Lines among which one with a time is; steps forward after which nothing else is to be expected.</summary>
    private const int TimeWithin = 32, EnoughSteps = 16;

    /// <summary>Characters of a line in which its time stands.</summary>
    private const int TimeBefore = 400;

    /// <summary>Characters that are turned round at once: a longer log is turned round in parts of that size.</summary>
    private const int MaxTurned = 64 << 20;

    /// <summary>The text of an input, its oldest line first.</summary>
    public static TextReader Open(SourceInput input) =>
        IsNewestFirst(input.HeadText.Split('\n', Asked + 1).Take(Asked)) ? new LinesReader(tooLong => Turned(BoundedLines.Read(input.OpenText(), SourceReader.MaxText, tooLong), line => line), SourceReader.MaxText) : input.OpenText();

    /// <summary>The same, oldest first.</summary>
    public static IEnumerable<string> OldestFirst(IEnumerable<string> lines) => OldestFirst(lines, line => line);

    /// <summary>The same, oldest first.</summary>
    /// <param name="rows">Lines, or rows of a table.</param>
    /// <param name="text">The text of a row, with its time.</param>
    public static IEnumerable<T> OldestFirst<T>(IEnumerable<T> rows, Func<T, string> text)
    {
        using IEnumerator<T> each = rows.GetEnumerator();
        var first = new List<T>();
        while (first.Count < Asked && each.MoveNext())
        {
            first.Add(each.Current);
        }

        IEnumerable<T> all = first.Concat(Rest(each));
        foreach (T row in IsNewestFirst(first.Select(text)) ? Turned(all, text) : all)
        {
            yield return row;
        }
    }

    /// <summary>True when the times in the lines run backwards, or a stack stands above its head.</summary>
    public static bool IsNewestFirst(IEnumerable<string> lines)
    {
        int back = 0, forth = 0, asked = 0;
        long before = -1;
        bool wasPrintk = false, isMark = false;
        foreach (string line in lines)
        {
            if (isMark && line.Contains("Call Trace:", StringComparison.Ordinal))
            {
                return true;
            }

            isMark = line.Contains('>', StringComparison.Ordinal) && StackMark.IsMatch(line);
            bool mayHaveTime = before >= 0 || asked++ < TimeWithin;
            if (!mayHaveTime || Time.Match(line, 0, Math.Min(line.Length, TimeBefore)) is not { Success: true } match)
            {
                continue;
            }

            bool isPrintk = match.Groups["seconds"].Success;
            long time = isPrintk ? (long)(decimal.Parse(match.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture) * 1_000_000) : Ticks(match);
            if (before >= 0 && isPrintk == wasPrintk)
            {
                back += time < before ? 1 : 0;
                forth += time > before ? 1 : 0;
            }

            if (forth >= EnoughSteps && forth > back)
            {
                return false;
            }

            (before, wasPrintk) = (time, isPrintk);
        }

        return back >= FewestSteps && forth * ForwardOneOf <= back;
    }

    private static IEnumerable<T> Rest<T>(IEnumerator<T> each)
    {
        while (each.MoveNext())
        {
            yield return each.Current;
        }
    }

    private static IEnumerable<T> Turned<T>(IEnumerable<T> rows, Func<T, string> text)
    {
        var part = new List<T>();
        long length = 0;
        foreach (T row in rows)
        {
            part.Add(row);
            length += text(row).Length + 1;
            if (length >= MaxTurned)
            {
                for (int i = part.Count - 1; i >= 0; i--)
                {
                    yield return part[i];
                }

                part.Clear();
                length = 0;
            }
        }

        for (int i = part.Count - 1; i >= 0; i--)
        {
            yield return part[i];
        }
    }

    /// <summary>A number that grows with the time of day, and with the date where the line has one.</summary>
    private static long Ticks(Match match)
    {
        long Number(string name) => match.Groups[name] is { Success: true } group ? long.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;
        long days = (((Number("year") * 12) + Number("month")) * 31) + Number("day");
        string fraction = match.Groups["fraction"].Value.PadRight(9, '0');
        return (((days * 24 + Number("hour")) * 60 + Number("minute")) * 60 + Number("second")) * 1_000_000 + long.Parse(fraction.AsSpan(0, 6), CultureInfo.InvariantCulture);
    }

    // [   12.345678], or 2026-05-28T12:21:57.303.
    [GeneratedRegex(@"\[ *(?<seconds>[0-9]{1,8}\.[0-9]{6})\]|(?:(?<year>[0-9]{4})-(?<month>[0-9][0-9])-(?<day>[0-9][0-9])[T ])?(?<![0-9])(?<hour>[0-9][0-9]):(?<minute>[0-9][0-9]):(?<second>[0-9][0-9])(?!:|[0-9])(?:[.,](?<fraction>[0-9]{1,9}))?", RegexOptions.ExplicitCapture)]
    private static partial Regex Time { get; }

    // In the order of time it follows the head of the stack.
    [GeneratedRegex(@"<(?:TASK|IRQ|NMI|SOFTIRQ)>[\s""|]*\z")]
    private static partial Regex StackMark { get; }
}
