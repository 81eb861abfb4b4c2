using System.Text.RegularExpressions;
using KB.Indexer.Trackers;

namespace KB.Indexer.Corpus.Sources;

/// <summary>Pages of trackers, mail archives, forums and wikis.</summary>
internal static partial class PageSource
{
    /// <summary>One HTML page, its text in reading order.</summary>
    public static IEnumerable<SourceDocument> ReadHtml(SourceInput input)
    {
        string html = input.ReadWholeText(out bool cut);
        string text = HtmlText.Of(html);
        TrackerReference[] own = [.. TrackerTable.Find(HtmlText.OwnAddress(html))];
        // References are looked for in the markup too: a link's address is not in its text.
        yield return new SourceDocument
        {
            Path = input.Path,
            Kind = "html",
            Subject = HtmlText.Title(html),
            Own = own,
            Trackers = [.. own, .. TrackerTable.Find(HtmlText.Addresses(html)), .. Mails(text)],
            Unread = cut ? Documents.TooLong : null,
        }.WithText(text);
    }

    /// <summary>One Markdown page without its code marks.</summary>
    public static IEnumerable<SourceDocument> ReadMarkdown(SourceInput input)
    {
        string markdown = input.ReadWholeText(out bool cut);
        yield return new SourceDocument
        {
            Path = input.Path,
            Kind = "markdown",
            Subject = MarkdownText.Title(markdown),
            Unread = cut ? Documents.TooLong : null,
        }.WithText(MarkdownText.Of(markdown));
    }

    // A page of a mail archive shows the mails with their headers.
    private static IEnumerable<TrackerReference> Mails(string text) =>
        MessageId.Matches(text).Take(TrackerTable.MaxReferences).Select(mail => TrackerTable.Reference("lore", mail.Groups[1].Value)).OfType<TrackerReference>();

    [GeneratedRegex(@"^Message-ID: <([^<>\s]{3,400})>", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageId { get; }
}
