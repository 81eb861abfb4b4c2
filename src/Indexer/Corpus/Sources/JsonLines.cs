using System.Text.Json;

namespace KB.Indexer.Corpus.Sources;

/// <summary>JSON Lines, one crash a line: <c>{"id","time","title","text",…}</c>.</summary>
internal static class JsonLines
{
    /// <summary>True when the first line is an object with a text or a title; asked behind <see cref="JsonPage"/>.</summary>
    public static bool Is(string head) =>
        head.AsSpan().TrimStart(" \t\r\n\uFEFF") is ['{', ..] && (head.Contains("\"text\"", StringComparison.Ordinal) || head.Contains("\"title\"", StringComparison.Ordinal));

    /// <summary>One document a line; a line that is no JSON is a document that says so.</summary>
    public static IEnumerable<SourceDocument> Read(SourceInput input)
    {
        using TextReader lines = input.OpenText();
        foreach ((int number, string? line) in BoundedLines.Read(lines, SourceReader.MaxWhole).Index())
        {
            if (line is null)
            {
                yield return Guard.Unread(input.Path, $"line {number + 1} is longer than {SourceReader.MaxWhole >> 20} Mi characters", "jsonl");
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Document(input.Path, number + 1, line);
            }
        }
    }

    private static SourceDocument Document(string path, int number, string line)
    {
        try
        {
            using JsonDocument json = JsonText.Parse(line.TrimStart('\uFEFF'));
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Document(path, json.RootElement)
                : Guard.Unread(path, $"line {number} is not a JSON object", "jsonl");
        }
        catch (JsonException error)
        {
            return Guard.Unread(path, $"line {number} is not JSON: {error.Message}", "jsonl");
        }
    }

    private static SourceDocument Document(string path, JsonElement json) =>
        new SourceDocument
        {
            Path = path,
            Kind = "jsonl",
            GivenId = json.Text("id"),
            GivenTitle = json.Text("title"),
            Date = json.Time("time"),
            Fields = json.EnumerateObject().Where(field => field.Name is not ("id" or "title" or "text" or "time"))
                .DistinctBy(field => field.Name).ToDictionary(field => field.Name, field => field.Value.ToString()),
        }.WithText(json.Text("text") ?? "");
}
