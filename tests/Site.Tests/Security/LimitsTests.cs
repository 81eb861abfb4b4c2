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

        Assert.Contains(Number().Matches(limit), number => long.Parse(number.Groups["number"].Value, CultureInfo.InvariantCulture) << Shift(number.Groups["unit"].Value) == value);
    }

    [Fact]
    public void The_whole_table_is_read()
    {
        string page = File.ReadAllText(Path.Combine(SiteUnderTest.Root(), "docs", "security.md"));
        int rows = page[page.IndexOf("## Limits", StringComparison.Ordinal)..page.IndexOf("## Holes", StringComparison.Ordinal)].Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)) - 2;

        // Some rows name two constants.
        Assert.True(rows > 12 && Rows.Count >= rows, $"{Rows.Count} limits in {rows} rows");
    }

    private static int Shift(string unit) => unit switch { "Ki" => 10, "Mi" => 20, "Gi" => 30, _ => 0 };

    private static long Value(Type type, string name) =>
        type.GetField(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic) is { } field ? Convert.ToInt64(field.GetValue(null), CultureInfo.InvariantCulture)
            : Convert.ToInt64(type.GetProperty(name)!.GetValue(Activator.CreateInstance(type)), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| [^|]+ \| (?<limit>[^|]+) \| (?<where>`[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?:(?<type>\w+)\.)?(?<name>\w+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(?<number>\d+)\b(?: (?<unit>[KMG]i))?")]
    private static partial Regex Number();
}
