using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/search: what matches a query.</summary>
public sealed class SearchModel(CrashIndex index) : PageModel
{
    /// <summary>Hits a page.</summary>
    public const int PageSize = 25;

    /// <summary>Nobody reads further; deeper pages cost more than they give.</summary>
    public const int LastPage = 200;

    /// <summary>The query.</summary>
    [BindProperty(SupportsGet = true)]
    public string Q { get; set; } = "";

    /// <summary>Page number from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    /// <summary>Hits before this page.</summary>
    public int Skip => (P - 1) * PageSize;

    /// <summary>What was found.</summary>
    public FoundPage Result { get; private set; } = new("", 0, []);

    /// <summary>Searches.</summary>
    public void OnGet()
    {
        Q = (Q ?? "").Trim();
        P = Math.Clamp(P, 1, LastPage);
        if (Q.Length > 0)
        {
            Result = index.Search(Q, Skip, PageSize);
        }
    }
}
