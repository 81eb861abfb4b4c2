using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using KB.Indexer.Reports;
using KB.Indexer.Search;
using KB.Tests.House;

namespace KB.Indexer.Tests.House;

/// <summary>What others build upon changes only on purpose: docs/versions.md.</summary>
public class PromiseTests
{
    [Fact]
    public void The_public_api_of_reports_is_the_approved_one() =>
        Assert.Equal("", Approved.Changes(PublicApi.Lines(typeof(CrashReport).Assembly, "KB.Indexer.Reports"), FileOf("Reports.api.txt")));

    [Fact]
    public void The_fields_of_the_json_are_the_approved_ones() => Assert.Equal("", Approved.Changes(JsonFields(), FileOf("Json.fields.txt")));

    /// <remarks>Each version is a line of Schema.versions.txt: the number and the start of the SHA-256 of the tables. Released lines never change.</remarks>
    [Fact]
    public void Tables_that_change_have_a_new_version_of_the_schema()
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Schema.Tables)))[..16];

        string last = File.ReadAllLines(FileOf("Schema.versions.txt"))[^1];

        Assert.True(last == $"{Schema.Version} {hash}", $"Schema.versions.txt ends with '{last}', the program has '{Schema.Version} {hash}'. Raise Schema.Version with a line of its history, and append that line.");
    }

    private static string FileOf(string name) => Path.Combine(Repository.Root, "tests/Indexer.Tests/House", name);

    /// <summary><c>CrashReport.title: String</c> for each field of each record that is printed as JSON.</summary>
    private static IEnumerable<string> JsonFields()
    {
        var waiting = new Queue<Type>(typeof(KbJson).GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(JsonSerializableAttribute)).Select(data => (Type)data.ConstructorArguments[0].Value!));
        var seen = new HashSet<Type>();
        var fields = new List<string>();
        while (waiting.TryDequeue(out Type? type))
        {
            if (!seen.Add(type) || KbJson.Default.GetTypeInfo(type) is not { } shape)
            {
                continue;
            }

            if (shape.ElementType is { } element)
            {
                waiting.Enqueue(element);
            }

            foreach (JsonPropertyInfo property in shape.Properties)
            {
                fields.Add($"{type.Name}.{property.Name}: {PublicApi.Name(property.PropertyType)}");
                waiting.Enqueue(property.PropertyType);
            }
        }

        return fields.Order(StringComparer.Ordinal);
    }
}
