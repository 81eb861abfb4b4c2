using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KB.Indexer;
using KB.Indexer.Bisections;
using KB.Indexer.Corpus.Articles;
using KB.Indexer.Reports.Formats;
using KB.Indexer.Search;
using KB.Site.Hosting;

namespace KB.Site.Api;

/// <summary>The same pages as data and plain text: <c>.json</c>, <c>.txt</c>, <c>.md</c> behind the address, or asked for by the Accept header.</summary>
internal static class Twins
{
    public const string PlainText = "text/plain; charset=utf-8";
    private const string MarkdownText = "text/markdown; charset=utf-8";

    /// <summary>Addresses that have twins: what stands before the id, if there is one, and the endings.</summary>
    private static readonly (string Start, bool HasId, string[] Endings)[] WithTwins =
    [
        ("/crashes/", true, [".json", ".txt", ".md"]), ("/bisections/duplicates", false, [".json"]), ("/bisections/", true, [".json", ".txt"]),
        ("/articles/", true, [".json", ".txt", ".md"]), ("/formats", false, [".txt"]), ("/search", false, [".json", ".txt", ".atom"]),
    ];

    /// <summary>Sends a reader who prefers JSON or plain text over HTML to the twin of the page.</summary>
    public static void UseTwins(this WebApplication app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Path.Value is { } path && Endings(path) is { Length: > 0 } endings
            && Preferred(context.Request) is { } ending && endings.Contains(ending))
        {
            context.Request.Path = path + ending;
            context.Response.Headers.Append("Vary", "Accept");
        }

        return next(context);
    });

    /// <summary>The twins of crashes, bisections, articles and searches.</summary>
    public static void MapTwins(this WebApplication app)
    {
        app.MapGet("/crashes/{id}.json", (string id, CrashIndex index, HttpContext context) => Crash(index, context, id, crash => Json(crash, KbJson.Lines.Crash), ".json")).WithTags("crashes").WithSummary("One crash").Produces<Crash>().ProducesProblem(StatusCodes.Status404NotFound);
        app.MapGet("/crashes/{id}.txt", (string id, CrashIndex index, HttpContext context) => Crash(index, context, id, crash => Results.Text(CrashText.Plain(crash), PlainText), ".txt")).WithTags("crashes").WithSummary("One crash as plain text").Produces<string>(contentType: "text/plain").ProducesProblem(StatusCodes.Status404NotFound);
        app.MapGet("/crashes/{id}.md", (string id, CrashIndex index, HttpContext context) => Crash(index, context, id, crash => Results.Text(CrashText.Markdown(crash), MarkdownText), ".md")).WithTags("crashes").WithSummary("One crash as Markdown").Produces<string>(contentType: "text/markdown").ProducesProblem(StatusCodes.Status404NotFound);
        app.MapGet("/bisections/{id}.json", (string id, CrashIndex index) => Found(index.FindBisection(id), bisection => Json(bisection, KbJson.Lines.Bisection))).WithTags("bisections").WithSummary("One bisection").Produces<Bisection>().ProducesProblem(StatusCodes.Status404NotFound);
        app.MapGet("/bisections/duplicates.json", (string? title, CrashIndex index) => Json(index.TitleGraph().Across(title ?? "", Pages.AcrossBisectionsModel.Rows), KbJson.Lines.AcrossBisections)).WithTags("bisections").WithSummary("Crash titles that are one bug, as all bisections together show").Produces<AcrossBisections>();
        app.MapGet("/bisections/{id}.txt", (string id, CrashIndex index) => Found(index.FindBisection(id), bisection => Results.Text(BisectionText.Plain(bisection), PlainText))).WithTags("bisections").WithSummary("One bisection as plain text").Produces<string>(contentType: "text/plain").ProducesProblem(StatusCodes.Status404NotFound);
        app.MapGet("/articles/{slug}.json", (string slug, CrashIndex index) => Found(index.FindArticle(slug), article => Json(article, KbJson.Lines.Article))).WithTags("articles").WithSummary("One article").Produces<Article>().ProducesProblem(StatusCodes.Status404NotFound);
        app.MapGet("/articles/{slug}.txt", (string slug, CrashIndex index) => Found(index.FindArticle(slug), article => Results.Text(ArticleText.Markdown(article), PlainText))).WithTags("articles").WithSummary("One article as plain text").Produces<string>(contentType: "text/plain").ProducesProblem(StatusCodes.Status404NotFound);
        app.MapGet("/articles/{slug}.md", (string slug, CrashIndex index) => Found(index.FindArticle(slug), article => Results.Text(ArticleText.Markdown(article), MarkdownText))).WithTags("articles").WithSummary("One article as Markdown").Produces<string>(contentType: "text/markdown").ProducesProblem(StatusCodes.Status404NotFound);
        app.MapGet("/formats.txt", () => Results.Text(FormatsPage.Plain(), PlainText)).WithTags("formats").WithSummary("What is recognised, as plain text").Produces<string>(contentType: "text/plain");
        app.MapSearchTwins();
    }

    private static IResult Crash(CrashIndex index, HttpContext context, string id, Func<Crash, IResult> show, string ending)
    {
        if (index.FindCrash(id) is not { } crash)
        {
            return Results.Problem(statusCode: 404, title: "There is no crash with this id.");
        }

        if (crash.Id != id)
        {
            return Results.Redirect($"/crashes/{crash.Id}{ending}", permanent: true);
        }

        crash = index.WithRelated(crash, wait: false);
        if (crash.SimilarPending)
        {
            Freshness.DoNotKeep(context);
        }

        return show(crash);
    }

    private static IResult Found<T>(T? value, Func<T, IResult> show)
        where T : class => value is null ? Results.Problem(statusCode: 404, title: "There is nothing with this id.") : show(value);

    public static IResult Json<T>(T value, JsonTypeInfo<T> type) => Results.Text(JsonSerializer.Serialize(value, type) + "\n", "application/json; charset=utf-8");

    private static string? Preferred(HttpRequest request)
    {
        string best = request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1).Select(type => type.MediaType.Value ?? "").FirstOrDefault("");
        return best switch { "application/json" => ".json", "text/plain" => ".txt", "text/markdown" => ".md", "application/atom+xml" => ".atom", _ => null };
    }

    /// <summary>Endings of the twins of a page; none for what is a twin already, and for pages below one.</summary>
    private static string[] Endings(string path) => Path.GetExtension(path) is ".json" or ".txt" or ".md" or ".atom" or ".log" ? []
        : WithTwins.FirstOrDefault(row => row.HasId ? path.StartsWith(row.Start, StringComparison.Ordinal) && path.IndexOf('/', row.Start.Length) < 0 : path == row.Start).Endings ?? [];
}
