using System.Text.RegularExpressions;

namespace KB.Site.Tests.House;

/// <summary>One arrow, and each room to itself: docs/ARCHITECTURE.md.</summary>
public sealed partial class ArchitectureTests
{
    private const int MostLines = 400;

    [Theory]
    [InlineData("src/Symbolizer", "KB.Indexer|KB.Site")]
    [InlineData("src/Indexer", "KB.Site")]
    [InlineData("src/Site", "KB.Symbolizer")]
    public void References_point_one_way(string folder, string foreign) => AssertNoneNames(folder, $@"\b(?:{foreign})\b", _ => true);

    [Fact]
    public void The_symbolizer_depends_on_nothing() =>
        Assert.DoesNotContain("Reference Include", File.ReadAllText(Path.Combine(SiteUnderTest.Root(), "src/Symbolizer/Symbolizer.csproj")), StringComparison.Ordinal);

    [Fact]
    public void Only_the_room_of_symbolization_its_command_and_what_reads_names_know_the_symbolizer() =>
        AssertNoneNames("src/Indexer", @"\bKB\.Symbolizer\b", path => !path.Contains("/Symbolization/", StringComparison.Ordinal) && !path.EndsWith("/SymbolizeCommand.cs", StringComparison.Ordinal) && !path.EndsWith("/FunctionNames.cs", StringComparison.Ordinal));

    [Fact]
    public void Only_the_room_of_search_names_its_engine() =>
        AssertNoneNames("src", @"Microsoft\.Data\.Sqlite|\bSqlite[A-Z]\w+", path => !path.Contains("/Indexer/Search/", StringComparison.Ordinal));

    /// <remarks>The source browser reads the number of a release, which the parser has already taken out of the text.</remarks>
    [Fact]
    public void Pages_hold_no_regex_and_no_sql() =>
        AssertNoneNames("src/Site/Pages", @"\bRegex\b|\bSELECT\b", path => !path.EndsWith("/SourceBrowser.cs", StringComparison.Ordinal));

    [Fact]
    public void No_file_is_too_long_to_know()
    {
        string[] longOnes = [.. Sources("src").Concat(Sources("tests")).Concat(Sources("bench")).Where(path => File.ReadLines(path).Count() > MostLines)];

        Assert.Empty(longOnes);
    }

    [Fact]
    public void Folders_are_at_most_two_deep_below_a_project()
    {
        string[] deep = [.. Sources("src").Select(path => Path.GetRelativePath(SiteUnderTest.Root(), path)).Where(path => path.Split('/').Length > 5)];

        Assert.Empty(deep);
    }

    /// <summary>No file of a folder that the filter lets through matches the pattern outside comments.</summary>
    private static void AssertNoneNames(string folder, string pattern, Func<string, bool> filter)
    {
        string[] read = [.. Sources(folder).Where(filter)];
        string[] wrong = [.. read.Where(path => Regex.IsMatch(Comment().Replace(File.ReadAllText(path), ""), pattern))];

        Assert.NotEmpty(read);
        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(Path.Combine(SiteUnderTest.Root(), folder), "*.cs*", SearchOption.AllDirectories)
        .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".cshtml", StringComparison.Ordinal));

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();
}
