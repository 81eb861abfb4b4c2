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
        app.MapGet("/search.atom", (string? q, HttpRequest request, CrashIndex index, SiteOptions options) => Search(q ?? "", options.UrlOf(request), index))
            .WithTags("feeds").WithSummary("A search as Atom").Produces<string>(contentType: "application/atom+xml");
    }

    private static IResult Search(string query, string site, CrashIndex index)
    {
        string address = "?q=" + Uri.EscapeDataString(query);
        FoundPage found = index.Search(query, 0, SearchModel.PageSize);
        return Feed(site, "/search.atom" + address, "/search" + address, "Kernel crashes: " + query, found.Hits.Select(hit => new Entry(hit.Url, hit.Title, hit.Last, $"{hit.Kind}, {hit.Type}")));
    }

    private static IResult Feed(string site, string self, string page, string title, IEnumerable<Entry> entries)
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
