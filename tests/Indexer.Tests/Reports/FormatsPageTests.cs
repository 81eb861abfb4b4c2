using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Tests.Reports;

public class FormatsPageTests
{
    [Fact]
    public void Every_format_stands_once_in_the_table()
    {
        string table = FormatsPage.Markdown();

        Assert.All(OopsFamilies.Formats, format => Assert.Equal(2, table.Split($"| {format.Name} |").Length));
    }

    [Fact]
    public void The_table_of_the_documentation_is_the_table_of_the_program()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats.md"));

        Assert.EndsWith(FormatsPage.Markdown().TrimEnd(), page.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_unique_and_in_kebab_case()
    {
        Assert.Equal(OopsFamilies.Formats.Count, OopsFamilies.Formats.Select(format => format.Name).Distinct().Count());
        Assert.All(OopsFamilies.Formats, format => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", format.Name));
    }
}
