using System.Text.Json;

namespace KB.Indexer.Corpus.Sources;

/// <summary>Fields of JSON from outside, where any field may be missing or of another type. Read it by <see cref="JsonText"/>.</summary>
internal static class JsonFields
{
    /// <summary>A field as text; null when it is missing, null, or not a text or number.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement field) && field.ValueKind is (JsonValueKind.String or JsonValueKind.Number)
            ? field.ToString()
            : null;

    /// <summary>A field as a time; null when it is none.</summary>
    public static DateTimeOffset? Time(this JsonElement json, string name) =>
        DateTimeOffset.TryParse(json.Text(name), null, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    /// <summary>The elements of a field that is an array; none when it is not.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement field) && field.ValueKind == JsonValueKind.Array
            ? field.EnumerateArray()
            : [];
}
