using System.Text;
using System.Text.Json;
using KB.Indexer.Trackers;

namespace KB.Indexer.Corpus.Sources;

/// <summary>What trackers and test systems answer as JSON: issues with their comments, bugs, results. Its texts are read, whatever the fields are called.</summary>
internal static class JsonPage
{
    private static readonly string[] Titles = ["title", "summary", "short_desc", "name"];

    private static readonly string[] Addresses = ["html_url", "web_url", "weburl", "web_link", "url", "self_link"];

    private static readonly JsonReaderOptions Several = new() { AllowMultipleValues = true, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>True for an object that is no crash with a text of its own, and for a list of objects or of lines.</summary>
    public static bool Is(string head)
    {
        if (head.AsSpan().TrimStart(" \t\r\n\uFEFF") is not ['{' or '[', ..])
        {
            return false;
        }

        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(JsonText.Whole(head.TrimStart('\uFEFF'))), isFinalBlock: false, new JsonReaderState(Several));
        try
        {
            return reader.Read() && (reader.TokenType == JsonTokenType.StartArray
                ? reader.Read() && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String
                : reader.TokenType == JsonTokenType.StartObject && !HasText(ref reader));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>One document a value, and one an element of a list of titled bugs; what is no JSON is read as text.</summary>
    public static IEnumerable<SourceDocument> Read(SourceInput input)
    {
        string text = input.ReadWholeText(out bool cut);
        try
        {
            List<SourceDocument> documents = [];
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(JsonText.Whole(text)), Several);
            while (reader.Read())
            {
                using JsonDocument json = JsonDocument.ParseValue(ref reader);
                JsonElement root = json.RootElement;
                bool isList = root.ValueKind == JsonValueKind.Array && root.EnumerateArray().All(item => Field(item, Titles) is not null);
                documents.AddRange(isList ? root.EnumerateArray().Select(item => Document(input.Path, item)) : [Document(input.Path, root)]);
            }

            return documents;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return [new SourceDocument { Path = input.Path, Kind = "console", Unread = cut ? Documents.TooLong : $"not JSON: {error.Message}" }.WithText(text)];
        }
    }

    private static SourceDocument Document(string path, JsonElement json)
    {
        TrackerReference[] own = [.. TrackerTable.Find(Field(json, Addresses) ?? "")];
        var texts = new StringBuilder();
        Collect(json, texts);
        return new SourceDocument { Path = path, Kind = "json", Subject = Field(json, Titles), Own = own, Trackers = own }.WithText(MarkdownText.Of(texts.ToString()));
    }

    // Every text in the order of the file, one below the other; depth is bounded by the JSON reader.
    private static void Collect(JsonElement json, StringBuilder texts)
    {
        foreach (JsonElement item in json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().Select(field => field.Value),
            JsonValueKind.Array => json.EnumerateArray(),
            _ => [],
        })
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                texts.Append(item.GetString()!.Replace("\r\n", "\n", StringComparison.Ordinal)).Append('\n');
            }
            else
            {
                Collect(item, texts);
            }
        }
    }

    private static string? Field(JsonElement json, string[] names) => names.Select(name => json.Text(name)).FirstOrDefault(text => text is not null);

    // A crash as kb import takes it has a field "text" of its own.
    private static bool HasText(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.CurrentDepth > 0)
        {
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("text"u8))
            {
                return true;
            }
        }

        return false;
    }
}
