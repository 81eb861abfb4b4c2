using System.Text.Json;
using KB.Indexer;
using KB.Indexer.Reports;
using KB.Indexer.Search;

namespace KB.Site.Api;

/// <summary>The answer to a posted crash as plain text and as JSON Lines.</summary>
internal static class SimilarAnswer
{
    /// <summary>What is thought of a crash, in a sentence.</summary>
    public static string Verdict(SimilarCrashes similar) => similar.Decision switch
    {
        "duplicate" => "Known: this is a duplicate, by all that is seen.",
        "possible" => "Perhaps known: look at the candidates.",
        _ => "New: nothing known is enough like it.",
    };

    /// <summary>For a terminal.</summary>
    public static string Plain(IReadOnlyList<(CrashReport Report, SimilarCrashes Similar)> answers) =>
        string.Join('\n', answers.Select(answer => SimilarText.Of(answer.Similar)));

    /// <summary>One object a crash.</summary>
    public static string Json(IReadOnlyList<(CrashReport Report, SimilarCrashes Similar)> answers) =>
        string.Concat(answers.Select(answer => JsonSerializer.Serialize(answer.Similar, KbJson.Lines.SimilarCrashes) + "\n"));
}
