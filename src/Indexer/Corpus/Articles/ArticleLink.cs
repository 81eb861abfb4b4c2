namespace KB.Indexer.Corpus.Articles;

/// <summary>Which addresses a Markdown link or image may have.</summary>
public static class ArticleLink
{
    private static readonly string[] Schemes = ["https", "http", "mailto"];

    /// <summary>True for an address below this site, a place on the page, or one with an allowed scheme (https, http, mailto).</summary>
    public static bool IsAllowed(string? url)
    {
        // Browsers drop control characters and leading blanks before they look for a scheme.
        if (url is null || url.Any(c => char.IsControl(c) || c == '\\') || url.StartsWith(' '))
        {
            return false;
        }

        int colon = url.AsSpan().IndexOfAny(":/?#");
        return colon < 0 || url[colon] != ':' || Schemes.Contains(url[..colon], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>True for an address of this site: <c>/articles/…</c> or <c>#place</c>, never one of another host.</summary>
    public static bool IsOwn(string? url) =>
        IsAllowed(url) && (url!.StartsWith('#') || url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal));
}
