using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

/// <summary>A log that stands in one line of a text is read as the lines that it had.</summary>
public class WrittenBreakTests
{
    private const string Oops = """
        BUG: KASAN: slab-use-after-free in widget_flush+0x1d3/0x240
        Read of size 8 at addr ffff88810a2b3c40 by task kworker/u8:3/57
        CPU: 1 PID: 57 Comm: kworker/u8:3 Not tainted 6.12.0 #1
        Call Trace:
         <TASK>
         widget_flush+0x1d3/0x240
         process_one_work+0x8a1/0x1680
         </TASK>
        """;

    public static TheoryData<string, string> Languages => new()
    {
        { "C", "static const char log[] = \"@\";" },
        { "Python", "AssertionError: 'ok' not in '@'" },
        { "bytes", "before (last 100 chars): b'@'" },
        { "shell", "echo $'@' > /dev/kmsg" },
        { "YAML", "log: \"@\"" },
        { "JSON", "{\"of\": \"today\", \"log\": \"@\", \"host\": \"box\"}" },
    };

    [Theory, MemberData(nameof(Languages))]
    public void A_string_is_read_without_what_stands_around_it(string language, string line)
    {
        string text = $"first line\n{line.Replace("@", Oops.Replace("\n", "\\n", StringComparison.Ordinal), StringComparison.Ordinal)}\nlast line\n";

        CrashReport report = Assert.Single(ReportParser.ParseAll(new StringReader(text)));

        Assert.True(report.Text.Contains(Oops, StringComparison.Ordinal), language + report.Text);
        Assert.Equal((1, 3), (report.StartLine, report.EndLine));
    }

    [Fact]
    public void Lines_are_counted_as_they_stand_in_the_text()
    {
        string written = $"log: \"{Oops.Replace("\n", "\\n", StringComparison.Ordinal)}\"\n";

        IEnumerable<CrashReport> reports = ReportParser.ParseAll(new StringReader($"one\n{written}three\nfour\n{Oops}\n"));

        Assert.Equal([4, 12], reports.Select(report => report.EndLine));
    }

    [Fact]
    public void A_log_of_any_length_may_stand_in_one_line()
    {
        string before = string.Concat(Enumerable.Range(0, 60_000).Select(_ => "gadget: it's \\\"ready\\\"\\n"));

        CrashReport report = Assert.Single(ReportParser.ParseAll(new StringReader($"{{\"log\":\"{before}{Oops.Replace("\n", "\\n", StringComparison.Ordinal)}\"}}")));

        Assert.Equal(("KASAN: slab-use-after-free Read in widget_flush", 1, 1), (report.Title, report.StartLine, report.EndLine));
        Assert.Contains("gadget: it's \"ready\"\n" + Oops, report.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("He wrote: BUG: unable to handle kernel paging request\\nat f\\n and went away")]
    [InlineData("\"2026-05-28\",\"BUG: unable to handle kernel paging request at f+0x1/0x2\",\"box\",\"kern\",\"4\"")]
    public void What_is_one_line_stays_one(string line)
    {
        using var text = new StringReader(line + "\nanother\n");
        var source = new LineSource(text);

        Assert.Equal(new SourceLine(line, 1), source.Read());
        Assert.Equal(new SourceLine("another", 2), source.Read());
    }

    [Theory]
    [InlineData("\\n")]
    [InlineData("\\\\")]
    [InlineData("\"'")]
    [InlineData("\\\"")]
    [InlineData("', '")]
    [InlineData("<br>")]
    [InlineData("&#10;")]
    [InlineData("\u001b[1;1H")]
    [InlineData("\r")]
    [InlineData("\v")]
    public void Ends_without_end_are_read(string end)
    {
        string many = string.Concat(Enumerable.Repeat(end, 200_000));

        Assert.NotNull(ReportParser.ParseAll(new StringReader(many + "BUG: KASAN: x" + many)).ToList());
    }
}
