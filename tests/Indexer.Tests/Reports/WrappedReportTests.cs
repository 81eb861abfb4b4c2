using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Tests.Reports;

/// <summary>What consoles, daemons, mails and people do to a report changes nothing of what it says.</summary>
public class WrappedReportTests
{
    /// <summary>Wrappings after which an announcement says less than before, and the formats announced so.</summary>
    private static readonly Dictionary<string, string[]> Lost = new()
    {
        ["indented"] = ["reboot", "rust-panic"],
    };

    public static TheoryData<string> Names => [.. Wrappings.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_title_survives_every_wrapping(string name)
    {
        var changed = new List<string>();
        foreach (OopsFormat format in OopsFamilies.Formats.Where(row => !Lost.GetValueOrDefault(name, []).Contains(row.Name)))
        {
            string? title = ReportParser.Parse(Wrappings.All[name](format.Example))?.Title;
            if (title != format.ExampleTitle)
            {
                changed.Add($"{format.Name}: {title}");
            }
        }

        Assert.Empty(changed);
    }

    [Fact]
    public void A_report_cut_anywhere_has_its_title_or_a_doubt()
    {
        foreach (OopsFormat format in OopsFamilies.Formats)
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
    public void The_same_log_twice_gives_the_first_report_first()
    {
        foreach (OopsFormat format in OopsFamilies.Formats)
        {
            List<CrashReport> reports = [.. ReportParser.ParseAll(new StringReader(format.Example + "\n\n" + format.Example))];

            Assert.NotEmpty(reports);
            Assert.Equal((format.ExampleTitle, 0), (reports[0].Title, reports[0].Index));
        }
    }

    [Fact]
    public void Lines_printed_twice_or_broken_by_mail_are_read_as_one_and_counted_as_they_stand()
    {
        string example = OopsFamilies.Formats.Single(format => format.Name == "refcount").Example;
        int lines = example.Split('\n').Length;

        CrashReport twice = Assert.Single(ReportParser.ParseAll(new StringReader(Wrappings.All["doubled lines"](example))));
        CrashReport mailed = Assert.Single(ReportParser.ParseAll(new StringReader(Wrappings.All["mail with hard wraps"](example))));

        Assert.Equal(example.TrimEnd() + "\n", twice.Text);
        Assert.Equal(example.TrimEnd() + "\n", mailed.Text);
        Assert.Equal((1, 2 * lines), (twice.StartLine, twice.EndLine));
        Assert.True(mailed.EndLine > lines);
    }

    [Fact]
    public void Two_reports_that_differ_only_in_addresses_have_one_title()
    {
        foreach (OopsFormat format in OopsFamilies.Formats)
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
