using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using KB.Indexer.Corpus;

namespace KB.Site.Tests.Security;

/// <summary>The table of limits in docs/security.md says what the constants say.</summary>
public sealed partial class LimitsTests
{
    private static readonly Type[] Types = [.. typeof(SiteOptions).Assembly.GetTypes(), .. typeof(SourceReader).Assembly.GetTypes()];

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            string page = File.ReadAllText(Path.Combine(SiteUnderTest.Root(), "docs", "security.md"));
            var rows = new TheoryData<string, string, string>();
            foreach (Match row in Row().Matches(page[page.IndexOf("## Limits", StringComparison.Ordinal)..page.IndexOf("## Holes", StringComparison.Ordinal)]))
            {
                string type = "";
                foreach (Match name in Name().Matches(row.Groups["where"].Value))
                {
                    type = name.Groups["type"].Success ? name.Groups["type"].Value : type;
                    rows.Add(type, name.Groups["name"].Value, row.Groups["limit"].Value);
                }
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void A_limit_is_what_its_constant_is(string type, string name, string limit)
    {
        long value = Value(Types.Single(each => each.Name == type), name);
        string[] spelled = [.. ((long[])[value, value >> 10, value >> 20, value >> 30]).Select(number => number.ToString(CultureInfo.InvariantCulture))];

        Assert.Contains(Number().Matches(limit).Select(match => match.Value), number => spelled.Contains(number));
    }

    [Fact]
    public void The_table_is_read() => Assert.True(Rows.Count > 12);

    private static long Value(Type type, string name) =>
        type.GetField(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic) is { } field ? Convert.ToInt64(field.GetValue(null), CultureInfo.InvariantCulture)
            : Convert.ToInt64(type.GetProperty(name)!.GetValue(Activator.CreateInstance(type)), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| [^|]+ \| (?<limit>[^|]+) \| (?<where>`[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?:(?<type>\w+)\.)?(?<name>\w+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b\d+\b")]
    private static partial Regex Number();
}
