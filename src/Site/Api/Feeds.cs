using System.Text;
using System.Xml;
using KB.Indexer.Search;
using KB.Site.Pages;

namespace KB.Site.Api;

/// <summary>What is new, and what a search finds, as Atom (RFC 4287).</summary>
internal static class Feeds
{
    private const string Namespace = "http://www.w3.org/2005/Atom";
    private const int Entries = 50;

    private sealed record Entry(string Path, string Title, DateOnly? Day, string Summary);

    public static void MapFeeds(this WebApplication app)
    {
        app.MapGet("/feed.atom", (HttpRequest request, CrashIndex index, SiteOptions options) =>
            Feed(options.UrlOf(request), "/feed.atom", "/", "New kernel crashes", index.Newest(0, Entries).Select(row => new Entry(row.Url, row.Title, row.Last, $"{row.Status}, {row.Reports} reports"))))
            .WithTags("feeds").WithSummary("New crashes as Atom").Produces<string>(contentType: "application/atom+xml");
    }

    /// <summary>A page of a search, with the pages before and after it (RFC 5005, section 3).</summary>
    public static IResult OfSearch(SearchRequest request, FoundPage found, string site) =>
        Feed(site, request.Address(".atom", request.Page), request.Address("", request.Page), "Kernel crashes: " + request.Query,
            found.Hits.Select(hit => new Entry(hit.Url, hit.Title, hit.Last, $"{(hit.Kind == "report" ? hit.Status : hit.Kind)}{SearchModel.Facts(hit)}")), request.Neighbours(found, ".atom"));

    private static IResult Feed(string site, string self, string page, string title, IEnumerable<Entry> entries, IEnumerable<(string Relation, string Address)>? more = null)
    {
        var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, CheckCharacters = false }))
        {
            List<Entry> all = [.. entries];
            xml.WriteStartElement("feed", Namespace);
            xml.WriteElementString("title", Clean(title));
            xml.WriteElementString("id", site + self);
            Link(xml, "self", site + self);
            Link(xml, "alternate", site + page);
            foreach ((string relation, string address) in more ?? [])
            {
                Link(xml, relation == "prev" ? "previous" : relation, site + address);
            }

            xml.WriteElementString("updated", Time(all.Select(entry => entry.Day).Max()));
            xml.WriteStartElement("author");
            xml.WriteElementString("name", "kernel crash knowledge base");
            xml.WriteEndElement();
            foreach (Entry entry in all)
            {
                xml.WriteStartElement("entry");
                xml.WriteElementString("title", Clean(entry.Title));
                xml.WriteElementString("id", site + entry.Path);
                Link(xml, "alternate", site + entry.Path);
                xml.WriteElementString("updated", Time(entry.Day));
                xml.WriteElementString("summary", Clean(entry.Summary));
                xml.WriteEndElement();
            }
        }

        return Results.Text(text.ToString(), "application/atom+xml; charset=utf-8");
    }

    private static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link");
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", Clean(address));
        xml.WriteEndElement();
    }

    // Crashes often say the day alone; those that say none come before all others.
    private static string Time(DateOnly? day) => $"{day ?? new DateOnly(1991, 9, 17):yyyy-MM-dd}T00:00:00Z";

    /// <summary>Text without the characters that XML 1.0 cannot hold, such as the escapes of a terminal.</summary>
    internal static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value is '\t' or '\n' or '\r' or >= 0x20 and not (>= 0xFFFE and <= 0xFFFF)));

    private sealed class Utf8Text : StringWriter
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
