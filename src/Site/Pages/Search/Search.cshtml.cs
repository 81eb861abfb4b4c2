using KB.Indexer.Reports;
using KB.Indexer.Search;
using KB.Indexer.Search.Engine;
using KB.Site.Api;
using KB.Site.Pages.Shared;
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

    /// <summary>Bars of releases.</summary>
    private const int MostBars = 20;

    /// <summary>No report with a call trace is shorter, in characters.</summary>
    private const int ShortestReport = 120;

    /// <summary>Longer addresses are cut or refused on the way.</summary>
    private const int LongestAddress = 6000;

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

    /// <summary>True for a text that is no report and too long for a query.</summary>
    public bool TooLong => Answers is null && Address().Length > LongestAddress;

    /// <summary>True when reports say their days: then the picture is over time, else over releases.</summary>
    public bool ByTime => Found.Histogram.Count > 1;

    /// <summary>The results as bars.</summary>
    public IReadOnlyList<HistogramBar> Bars => ByTime ? Found.Histogram
        : Shared.Bars.InOrder(Found.Facets.FirstOrDefault(facet => facet.Name == "release")?.Values.Select(value => new HistogramBar(value.Name, value.Count)) ?? [], MostBars);

    /// <summary>What is known like the crash that was pasted instead of a query; null when none was.</summary>
    public IReadOnlyList<(CrashReport Report, SimilarCrashes Similar)>? Answers { get; private set; }

    /// <summary>Searches; a pasted mention of one bug leads to what is known of it, a pasted crash to what is known like it.</summary>
    public IActionResult OnGet()
    {
        Q = (Q ?? "").Trim();
        P = Math.Clamp(P, 1, LastPage);
        if (Q.Length > 0)
        {
            Found = index.Search(Q, Skip, PageSize, Sort, facets: true);
            Answers = Found.Goto == "/similar" ? SimilarModel.AnswersTo(Q, index) : null;
        }

        return Found.Goto is { } address && address.StartsWith("/trackers/", StringComparison.Ordinal) ? Redirect(address) : Page();
    }

    /// <summary>The boxes of the site: a query gets an address of its own, a pasted crash, which is too long for one, is answered at once.</summary>
    public IActionResult OnPost()
    {
        Q = (Q ?? "").Trim();
        Answers = Q.Length < ShortestReport ? null : SimilarModel.AnswersTo(Q, index);
        if (Answers is null && Address().Length <= LongestAddress)
        {
            return Redirect(Address());
        }

        Response.StatusCode = Answers is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return Page();
    }

    /// <summary>What is known of a result, in a line.</summary>
    public static string Facts(FoundDocument hit)
    {
        ArgumentNullException.ThrowIfNull(hit);
        string?[] facts =
        [
            "", hit.Type, hit.Subsystem, hit.Release, hit.Reports > 1 ? $"{hit.Reports} reports" : null, Days.Of(hit.First, hit.Last), hit.FixedBy is { } fix ? "fixed by " + fix : null,
        ];
        return string.Join(" · ", facts.Where((fact, i) => i == 0 || !string.IsNullOrEmpty(fact)));
    }

    /// <summary>The address of this search with something changed.</summary>
    public string Address(SearchSort? sort = null, string ending = "") => new SearchRequest(Q, P, sort ?? Sort).Address(ending, 1);

    /// <summary>The pages before and after: <c>prev</c>, <c>next</c>, and their addresses.</summary>
    public IEnumerable<(string Relation, string Address)> Neighbours => new SearchRequest(Q, P, Sort).Neighbours(Found, "");
}
