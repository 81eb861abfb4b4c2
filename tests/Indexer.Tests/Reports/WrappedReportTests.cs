using System.Globalization;
using System.Text;
using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Tests.Reports;

/// <summary>What consoles, daemons, mails and people do to a report changes nothing of what it says.</summary>
public class WrappedReportTests
{
    /// <summary>Its trigger counts only where the log shows that a kernel ran before, by prefixes of its own.</summary>
    private const string NeedsItsOwnPrefixes = "reboot";

    /// <summary>Its announcement counts only at the start of a line.</summary>
    private const string AtLineStart = "rust-panic";

    private static readonly Dictionary<string, Func<string, int, string>> Prefixes = new()
    {
        ["printk time"] = (line, i) => string.Create(CultureInfo.InvariantCulture, $"[{100 + (i * 0.000017),12:F6}] {line}"),
        ["printk time and caller"] = (line, i) => string.Create(CultureInfo.InvariantCulture, $"[{100 + (i * 0.000017),12:F6}][  T57] {line}"),
        ["priority"] = (line, i) => string.Create(CultureInfo.InvariantCulture, $"<4>[{100 + (i * 0.000017),12:F6}] {line}"),
        ["/dev/kmsg"] = (line, i) => $"4,{i},{1000 + i},-;{line}",
        ["syslog"] = (line, i) => string.Create(CultureInfo.InvariantCulture, $"May  3 06:24:16 box kernel: [{100 + (i * 0.000017),12:F6}] {line}"),
        ["journal"] = (line, _) => $"May 03 06:24:16.123456 box kernel: {line}",
        ["journal, ISO time"] = (line, _) => $"2026-05-28T12:21:57.303295+00:00 box kernel: {line}",
        ["dmesg -T"] = (line, _) => $"[Thu Oct 30 06:21:23 2025] {line}",
        ["quoted mail"] = (line, _) => $"> {line}",
        ["quoted quoted mail"] = (line, i) => string.Create(CultureInfo.InvariantCulture, $"> > [{100 + (i * 0.000017),12:F6}] {line}"),
        ["CR LF"] = (line, _) => $"{line}\r",
        ["colours"] = (line, i) => string.Create(CultureInfo.InvariantCulture, $"\u001b[32m[{100 + (i * 0.000017),12:F6}] \u001b[0m{line}"),
        ["CI time"] = (line, i) => string.Create(CultureInfo.InvariantCulture, $"2026-05-28T12:21:57.3032950Z [{100 + (i * 0.000017),12:F6}] {line}"),
        ["pager"] = (line, i) => $"{7344 + i}   │ {line}",
        ["indented"] = (line, _) => $"    {line}",
    };

    public static TheoryData<string> Names => [.. Prefixes.Keys];

    private static IEnumerable<OopsFormat> Rows => OopsFamilies.Formats.Where(format => format.Name != NeedsItsOwnPrefixes);

    [Theory, MemberData(nameof(Names))]
    public void A_title_survives_every_prefix(string name)
    {
        var changed = new List<string>();
        foreach (OopsFormat format in Rows.Where(row => name != "indented" || row.Name != AtLineStart))
        {
            string wrapped = string.Join('\n', format.Example.Split('\n').Select(Prefixes[name]));
            string? title = ReportParser.Parse(wrapped)?.Title;
            if (title != format.ExampleTitle)
            {
                changed.Add($"{format.Name}: {title}");
            }
        }

        Assert.Empty(changed);
    }

    [Fact]
    public void A_report_in_a_code_fence_has_the_same_title()
    {
        foreach (OopsFormat format in Rows)
        {
            Assert.Equal(format.ExampleTitle, ReportParser.Parse($"It crashed:\n\n```\n{format.Example}\n```\nbye")?.Title);
        }
    }

    [Fact]
    public void A_report_cut_anywhere_has_its_title_or_a_doubt()
    {
        foreach (OopsFormat format in Rows)
        {
            for (int length = 0; length < format.Example.Length; length++)
            {
                CrashReport? report = ReportParser.Parse(format.Example[..length]);
                Assert.True(report is null || report.Corrupted || report.Title.Length > 0);
                Assert.True(report?.Frame is null or "corrupted" || format.Example.Contains(report.Frame[..Math.Min(4, report.Frame.Length)], StringComparison.Ordinal) || report.Frame.StartsWith('<'));
            }
        }
    }

    [Fact]
    public void The_lines_of_another_task_in_between_change_no_title()
    {
        foreach (OopsFormat format in Rows)
        {
            var text = new StringBuilder();
            int i = 0;
            foreach (string line in format.Example.Split('\n'))
            {
                text.Append(Prefixes["printk time and caller"](line, i)).Append('\n');
                text.Append(CultureInfo.InvariantCulture, $"[  100.{i++:D6}][ T4711] gadget: poll of other_function+0x10/0x20 returned {i}\n");
            }

            Assert.Equal(format.ExampleTitle, ReportParser.Parse(text.ToString())?.Title);
        }
    }

    [Fact]
    public void The_same_log_twice_gives_the_first_report_first()
    {
        foreach (OopsFormat format in Rows)
        {
            List<CrashReport> reports = [.. ReportParser.ParseAll(new StringReader(format.Example + "\n\n" + format.Example))];

            Assert.NotEmpty(reports);
            Assert.Equal((format.ExampleTitle, 0), (reports[0].Title, reports[0].Index));
        }
    }

    [Fact]
    public void Two_reports_that_differ_only_in_addresses_have_one_title()
    {
        foreach (OopsFormat format in Rows)
        {
            string other = format.Example.Replace("ffff88810a2b3c40", "ffff99910fffff80", StringComparison.Ordinal).Replace("0x1d3", "0x2d4", StringComparison.Ordinal);

            Assert.Equal(format.ExampleTitle, ReportParser.Parse(other)?.Title);
        }
    }

    [Fact]
    public void The_example_of_each_wrapping_is_unwrapped()
    {
        foreach (LineWrapping wrapping in LineWrapping.All)
        {
            Assert.Contains(wrapping, LineWrapping.StartingWith(wrapping.Example[0]));
            Assert.Matches(wrapping.Prefix, wrapping.Example);
            Assert.Equal(LineReader.Read(1, wrapping.Rest).Text, LineReader.Read(1, wrapping.Example).Text);
        }
    }
}
