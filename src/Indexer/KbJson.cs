using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using KB.Indexer.Bisections;
using KB.Indexer.Reports;
using KB.Indexer.Symbolization;
using KB.Indexer.Search;

namespace KB.Indexer;

/// <summary>The one JSON dialect of the product: camelCase, UTF-8 unescaped, nulls kept. Each printed shape is a row here.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CrashReport))]
[JsonSerializable(typeof(Bisection))]
[JsonSerializable(typeof(AddressAnswer))]
[JsonSerializable(typeof(AcrossBisections))]
[JsonSerializable(typeof(ArchivedReport))]
[JsonSerializable(typeof(Crash))]
[JsonSerializable(typeof(FoundPage))]
[JsonSerializable(typeof(IndexStats))]
[JsonSerializable(typeof(Corpus.Inspection))]
[JsonSerializable(typeof(Duplicates.TriagedCrash))]
[JsonSerializable(typeof(SimilarCrashes))]
[JsonSerializable(typeof(Corpus.Articles.Article))]
[JsonSerializable(typeof(IEnumerable<string>))]
public sealed partial class KbJson : JsonSerializerContext
{
    /// <summary>The dialect with characters beyond ASCII written as they are.</summary>
    public static KbJson Lines { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
