using KB.Indexer.Search;

namespace KB.Site.Api;

/// <summary>The text of a report, and the file of the corpus in which it stands, as downloads.</summary>
internal static class SourceFile
{
    private const string PlainText = "text/plain; charset=utf-8";

    public static void MapSourceFiles(this WebApplication app)
    {
        app.MapGet("/crashes/{id}/report.txt", (string id, string? report, CrashIndex index) => index.FindReport(report ?? Shown(index, id)) is { } found
                ? Results.Text(found.Text, PlainText) : Problems.Of(StatusCodes.Status404NotFound, "There is no crash with this id."))
            .WithTags("crashes").WithSummary("The report alone, without what the console put before its lines").Produces<string>(contentType: "text/plain").ProducesProblem(StatusCodes.Status404NotFound);
        app.MapGet("/crashes/{id}/source.txt", (string id, string? report, CrashIndex index, SiteOptions options) => index.Mentions(report ?? Shown(index, id)) is [var first, ..] && Find(options, first) is { } path
                ? Results.File(path, PlainText) : Problems.Of(StatusCodes.Status404NotFound, "The report does not stand in a file of the corpus."))
            .WithTags("crashes").WithSummary("The file of the corpus in which the report stands").Produces<string>(contentType: "text/plain").ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>The file of a mention, when it is one of the corpus; null for what came by an import, in an archive, or is gone.</summary>
    public static string? Find(SiteOptions options, Mention mention)
    {
        string corpus = Path.GetFullPath(options.Corpus);
        string path = Path.GetFullPath(Path.Combine(corpus, mention.Path));
        return path.StartsWith(corpus + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(path) ? path : null;
    }

    private static string Shown(CrashIndex index, string id) => index.FindCrash(id)?.Report.Id ?? id;
}
