using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/articles: every article.</summary>
public sealed class ArticlesModel(CrashIndex index) : PageModel
{
    /// <summary>Rows a page.</summary>
    public const int PageSize = 50;

    /// <summary>Page number from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    /// <summary>This page's articles.</summary>
    public IReadOnlyList<ArticleRow> Rows { get; private set; } = [];

    /// <summary>Reads the page.</summary>
    public void OnGet()
    {
        P = Math.Clamp(P, 1, 10_000);
        Rows = index.Articles((P - 1) * PageSize, PageSize);
    }
}
