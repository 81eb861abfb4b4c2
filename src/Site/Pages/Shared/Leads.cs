using System.Collections.Concurrent;
using KB.Indexer.Corpus.Articles;
using KB.Indexer.Search;
using KB.Site.Hosting;
using Microsoft.AspNetCore.Html;

namespace KB.Site.Pages.Shared;

/// <summary>Articles with their first paragraphs as HTML, as crash pages show them: rendered once a commit, since one article stands on thousands of pages.</summary>
/// <remarks>Safe for many threads.</remarks>
internal sealed class Leads(CrashIndex index, Freshness freshness)
{
    private Kept _kept = new(-1);

    /// <summary>The articles of these rows that are still there, in their order.</summary>
    public List<(Article Article, IHtmlContent Lead)> Of(IReadOnlyList<ArticleRow> rows)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        long generation = freshness.Generation;
        Kept kept = _kept;
        if (kept.Generation != generation)
        {
            _kept = kept = new Kept(generation);
        }

        var links = new ArticleLinks(index);
        return [.. rows.Select(row => kept.BySlug.GetOrAdd(row.Slug, slug => Render(slug, links))).OfType<(Article, IHtmlContent)>()];
    }

    private (Article Article, IHtmlContent Lead)? Render(string slug, ArticleLinks links) =>
        index.FindArticle(slug) is { } article ? (article, ArticleHtml.RenderLead(article.Markdown, links.Of)) : null;

    private sealed record Kept(long Generation)
    {
        public ConcurrentDictionary<string, (Article Article, IHtmlContent Lead)?> BySlug { get; } = [];
    }
}
