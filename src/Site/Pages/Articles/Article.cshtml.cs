using KB.Indexer.Corpus.Articles;
using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/articles/{slug}: one article and crashes that it is about.</summary>
public sealed class ArticleModel(CrashIndex index, SiteOptions options) : PageModel
{
    /// <summary>Crashes shown; the queries under the list lead to all.</summary>
    private const int MaxBound = 12;

    /// <summary>Set before the page renders; the page is not rendered when there is none.</summary>
    public Article Article { get; private set; } = null!;

    /// <summary>Address that never changes.</summary>
    public string Permalink { get; private set; } = "";

    /// <summary>Crashes bound by the front matter, one a title.</summary>
    public IReadOnlyList<FoundDocument> Bound { get; private set; } = [];

    /// <summary>What it says of itself, for previews of links.</summary>
    public string Description => $"{Article.Title}: {Article.Status}{(Article.Affects.Count > 0 ? ", " + string.Join(", ", Article.Affects) : "")}";

    /// <summary>Where its references lead.</summary>
    internal ArticleLinks Links { get; } = new(index);

    /// <summary>404 for a slug that no article has.</summary>
    public IActionResult OnGet(string slug)
    {
        if (index.FindArticle(slug) is not { } article)
        {
            return NotFound();
        }

        Article = article;
        Permalink = options.UrlOf(Request) + article.Url;
        Bound = index.OneATitle(article.Crashes.Select(binding => binding.Query), MaxBound);
        return Page();
    }
}
