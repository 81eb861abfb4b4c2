using System.Security;
using KB.Indexer.Search;

namespace KB.Site.Api;

/// <summary>What programs look for at fixed places: robots.txt, OpenSearch, oEmbed.</summary>
internal static class Discovery
{
    private const string Name = "kernel crashes";

    public static void MapDiscovery(this WebApplication app)
    {
        app.MapGet("/robots.txt", () => Results.Text("User-agent: *\nDisallow: /api/\nDisallow: /search\nDisallow: /similar\nDisallow: /metrics\nDisallow: /healthz\n"))
            .ExcludeFromDescription();
        app.MapGet("/opensearch.xml", (HttpRequest request, SiteOptions options) => Results.Text(OpenSearch(SecurityElement.Escape(options.UrlOf(request))!), "application/opensearchdescription+xml; charset=utf-8"))
            .ExcludeFromDescription();
        app.MapGet("/oembed", (string? url, string? format, HttpRequest request, CrashIndex index, SiteOptions options) => OEmbed(url ?? "", format ?? "json", options.UrlOf(request), index))
            .WithTags("crashes").WithSummary("What a pasted link to a crash shows (oEmbed 1.0, type link)").Produces<Embed>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static string OpenSearch(string site) => $$"""
        <?xml version="1.0" encoding="UTF-8"?>
        <OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
          <ShortName>{{Name}}</ShortName>
          <Description>Search Linux kernel crashes and bisections</Description>
          <InputEncoding>UTF-8</InputEncoding>
          <Url type="text/html" template="{{site}}/search?q={searchTerms}"/>
          <Url type="application/atom+xml" template="{{site}}/search.atom?q={searchTerms}"/>
        </OpenSearchDescription>

        """;

    // The address is read for the id alone; nothing is fetched from it.
    private static IResult OEmbed(string url, string format, string site, CrashIndex index)
    {
        if (format != "json")
        {
            return Problems.Of(StatusCodes.Status501NotImplemented, "Only format=json is answered.");
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Segments is not ["/", "crashes/", var id] || index.FindCrash(id.TrimEnd('/')) is not { } crash)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "This is not the address of a crash.");
        }

        return Twins.Json(new Embed("1.0", "link", crash.Title, Name, site, $"{site}/crashes/{crash.Id}"), ApiJson.Default.Embed);
    }
}
