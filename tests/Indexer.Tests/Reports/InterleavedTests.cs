using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Tests.Reports;

/// <summary>Two crashes at once: caller ids take their lines apart.</summary>
public class InterleavedTests
{
    private const string Warning = """
        ------------[ cut here ]------------
        WARNING: CPU: 0 PID: 57 at drivers/widget/core.c:42 widget_flush+0x24/0x90
        CPU: 0 PID: 57 Comm: widgetd Not tainted 6.1.0-widget #1
        RIP: 0010:widget_flush+0x24/0x90
        Call Trace:
         <TASK>
         widget_ioctl+0x54/0x70
         do_syscall_64+0x82/0x170
         </TASK>
        ---[ end trace 0000000000000000 ]---
        """;

    private const string Sanitizer = """
        ==================================================================
        BUG: KASAN: slab-use-after-free in gadget_poll+0x54/0x70
        Read of size 8 at addr ffff88810a2b3c40 by task gadgetd/58
        CPU: 1 PID: 58 Comm: gadgetd Not tainted 6.1.0-gadget #2
        Call Trace:
         <TASK>
         kasan_report+0xb8/0xf0
         gadget_poll+0x54/0x70
         gadget_read+0x94/0x2a0
         </TASK>
        Allocated by task 58:
         kasan_save_stack+0x33/0x60
         gadget_open+0x1c/0x80
        ==================================================================
        """;

    [Theory]
    [InlineData("May  3 06:24:16 {0} kernel: ")]
    [InlineData("<4>1 2026-05-28T12:21:57.303Z {0} kernel - - - ")]
    [InlineData("[   25.100000] {0} kernel: ")]
    public void Lines_of_two_machines_are_taken_apart(string prefix)
    {
        string[] warning = Warning.Split('\n'), sanitizer = Sanitizer.Split('\n');
        IEnumerable<string> mixed = Enumerable.Range(0, Math.Max(warning.Length, sanitizer.Length))
            .SelectMany(i => new[] { ("box-1", warning.ElementAtOrDefault(i)), ("box-2", sanitizer.ElementAtOrDefault(i)) })
            .Where(each => each.Item2 is not null).Select(each => string.Format(System.Globalization.CultureInfo.InvariantCulture, prefix, each.Item1) + each.Item2);

        CrashReport[] reports = [.. ReportParser.ParseAll(new StringReader(string.Join('\n', mixed) + "\n"))];

        Assert.Equal(["KASAN: slab-use-after-free Read in gadget_poll", "WARNING in widget_flush"], reports.Select(report => report.Title).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(reports, report => report.Text.Contains("widget", StringComparison.Ordinal) && report.Text.Contains("gadget", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Two_crashes_line_by_line_are_two_reports(int atOnce)
    {
        CrashReport[] reports = Read(Interleaved(Warning, Sanitizer, atOnce));

        Assert.Equal(["WARNING in widget_flush", "KASAN: slab-use-after-free Read in gadget_poll"], reports.Select(report => report.Title).Order(StringComparer.Ordinal).Reverse());
        Assert.All(reports, report => Assert.False(report.Corrupted));
        Assert.Equal(["6.1.0-gadget", "6.1.0-widget"], reports.Select(report => report.Kernel.Release).Order(StringComparer.Ordinal));
        Assert.All(reports, report => Assert.DoesNotContain(report.Title.StartsWith('W') ? "gadget" : "widget", report.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_pair_of_a_warning_and_another_crash_is_told_apart()
    {
        var wrong = new List<string>();
        foreach (OopsFormat format in OopsFamilies.Formats.Where(format => OopsFamilies.Of(Array.Find(format.Example.Split('\n'), format.Opening.IsMatch) ?? "") is not { CountsAlone: true }))
        {
            string[] alone = [.. Read(Of("T58", format.Example.Split('\n'))).Select(report => report.Title)];
            string[] titles = [.. Read(Interleaved(Warning, format.Example, 1)).Select(report => report.Title)];
            string[] wanted = [.. alone.Append("WARNING in widget_flush")];
            if (!wanted.Order(StringComparer.Ordinal).SequenceEqual(titles.Order(StringComparer.Ordinal)))
            {
                wrong.Add($"{format.Name}: {string.Join(" | ", titles)}");
            }
        }

        Assert.Empty(wrong);
    }

    private static CrashReport[] Read(string log) => [.. ReportParser.ParseAll(new StringReader(log))];

    private static string Of(string caller, IEnumerable<string> lines) => string.Join('\n', lines.Select(line => $"[   12.000001][{caller,6}] {line}"));

    private static string Interleaved(string first, string second, int atOnce)
    {
        string[][] ofFirst = [.. first.Split('\n').Chunk(atOnce)], ofSecond = [.. second.Split('\n').Chunk(atOnce)];
        return string.Join('\n', Enumerable.Range(0, Math.Max(ofFirst.Length, ofSecond.Length)).SelectMany(i => new[]
        {
            i < ofFirst.Length ? Of("T57", ofFirst[i]) : null,
            i < ofSecond.Length ? Of("T58", ofSecond[i]) : null,
        }).OfType<string>());
    }
}
