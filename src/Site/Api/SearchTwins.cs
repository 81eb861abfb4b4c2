using KB.Indexer;
using KB.Indexer.Search;
using KB.Site.Hosting;

namespace KB.Site.Api;

/// <summary>A search as JSON, plain text and Atom; the pages before and after it stand in the <c>Link</c> header (RFC 8288), and in the body of the last two.</summary>
internal static class SearchTwins
{
    public static void MapSearchTwins(this WebApplication app)
    {
        app.MapGet("/search.json", (string? q, string? p, string? sort, HttpResponse response, CrashIndex index) => Answer(q, p, sort, response, ".json", index, (_, found) => Twins.Json(found, KbJson.Lines.FoundPage)))
            .WithTags("search").WithSummary("Search").Produces<FoundPage>();
        app.MapGet("/search.txt", (string? q, string? p, string? sort, HttpResponse response, CrashIndex index, Intake intake) => Answer(q, p, sort, response, ".txt", index, (request, found) => Text(request, found, intake.Unfinished, response)))
            .WithTags("search").WithSummary("Search, as plain text").Produces<string>(contentType: "text/plain");
        app.MapGet("/search.atom", (string? q, string? p, string? sort, HttpResponse response, CrashIndex index, SiteOptions options) => Answer(q, p, sort, response, ".atom", index, (request, found) => Feeds.OfSearch(request, found, options.UrlOf(response.HttpContext.Request))))
            .WithTags("feeds").WithSummary("A search as Atom").Produces<string>(contentType: "application/atom+xml");
    }

    private static IResult Text(SearchRequest request, FoundPage found, string? unfinished, HttpResponse response)
    {
        if (unfinished is not null)
        {
            Freshness.DoNotKeep(response.HttpContext);
        }

        return Results.Text((unfinished is null ? "" : unfinished + "\n") + SearchText.Plain(request, found), Twins.PlainText);
    }

    private static IResult Answer(string? q, string? p, string? sort, HttpResponse response, string ending, CrashIndex index, Func<SearchRequest, FoundPage, IResult> show)
    {
        SearchRequest request = SearchRequest.Of(q, p, sort);
        FoundPage found = request.Find(index);
        foreach ((string relation, string address) in request.Neighbours(found, ending))
        {
            response.Headers.Append("Link", $"<{address}>; rel=\"{relation}\"");
        }

        return show(request, found);
    }
}
