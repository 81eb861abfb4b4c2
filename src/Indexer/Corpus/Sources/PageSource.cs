namespace KB.Indexer.Corpus.Sources;

/// <summary>Pages of trackers, forums and wikis.</summary>
internal static class PageSource
{
    /// <summary>One HTML page, its text in reading order.</summary>
    public static IEnumerable<SourceDocument> ReadHtml(SourceInput input)
    {
        string html = input.ReadWholeText(out bool cut);
        // References are looked for in the markup too: a link's address is not in its text.
        yield return new SourceDocument
        {
            Path = input.Path,
            Kind = "html",
            Subject = HtmlText.Title(html),
            Trackers = Trackers.TrackerTable.Find(HtmlText.Addresses(html)),
            Unread = cut ? Documents.TooLong : null,
        }.WithText(HtmlText.Of(html));
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
}
