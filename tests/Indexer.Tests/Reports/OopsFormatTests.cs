using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Tests.Reports;

public class OopsFormatTests
{
    public static TheoryData<string> Names => [.. OopsFamilies.Formats.Select(format => format.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_format_gives_its_own_example_its_title(string name)
    {
        OopsFormat format = OopsFamilies.Formats.Single(row => row.Name == name);

        CrashReport? report = ReportParser.Parse(format.Example);

        Assert.Equal((name, format.ExampleTitle), (report?.Format, report?.Title));
    }
}
