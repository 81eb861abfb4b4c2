using KB.Indexer.Search;
using KB.Indexer.Search.Engine;
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

    /// <summary>The orders, by the name that readers see.</summary>
    public static readonly (string Name, SearchSort Sort)[] Sorts = [("relevance", SearchSort.Relevance), ("newest", SearchSort.Newest), ("most seen", SearchSort.MostSeen)];

    /// <summary>The query.</summary>
    [BindProperty(SupportsGet = true)]
    public string Q { get; set; } = "";

    /// <summary>Page number from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    /// <summary>Order of the results.</summary>
    [BindProperty(SupportsGet = true)]
    public SearchSort Sort { get; set; }

    /// <summary>Hits before this page.</summary>
    public int Skip => (P - 1) * PageSize;

    /// <summary>What was found.</summary>
    public FoundPage Found { get; private set; } = new() { Query = "" };

    /// <summary>Searches; a pasted mention of one bug leads to what is known of it.</summary>
    public IActionResult OnGet()
    {
        Q = (Q ?? "").Trim();
        P = Math.Clamp(P, 1, LastPage);
        if (Q.Length > 0)
        {
            Found = index.Search(Q, Skip, PageSize, Sort, facets: true);
        }

        return Found.Goto is { } address && address.StartsWith("/trackers/", StringComparison.Ordinal) ? Redirect(address) : Page();
    }

    /// <summary>The address of this search with something changed.</summary>
    public string Address(SearchSort? sort = null, int page = 1, string ending = "")
    {
        SearchSort order = sort ?? Sort;
        return $"/search{ending}?q={Uri.EscapeDataString(Q)}{(order == SearchSort.Relevance ? "" : $"&sort={order}")}{(page > 1 ? $"&p={page}" : "")}";
    }
}
