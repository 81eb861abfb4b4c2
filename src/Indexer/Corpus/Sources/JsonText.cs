using System.Text.Json;
using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Sources;

/// <summary>JSON from outside. Valid JSON may escape half of a surrogate pair (<c>\ud800</c>), which is no text: .NET throws when a name or value with one is read.</summary>
/// <remarks>Source: RFC 8259, 8.2.</remarks>
internal static partial class JsonText
{
    /// <summary>The document in a text; halves of surrogate pairs in it are U+FFFD.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonDocument Parse(string json) => JsonDocument.Parse(Whole(json));

    /// <summary>The same JSON with U+FFFD in place of every escaped half.</summary>
    public static string Whole(string json) => json.Contains("\\ud", StringComparison.OrdinalIgnoreCase)
        ? Escape.Replace(json, escape => escape.Groups["half"].Success ? "\uFFFD" : escape.Value)
        : json;

    // Every escape is matched, so that the backslash of an escaped backslash begins none.
    [GeneratedRegex(@"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)")]
    private static partial Regex Escape { get; }
}
