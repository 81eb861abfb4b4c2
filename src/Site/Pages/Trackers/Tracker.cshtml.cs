using KB.Indexer.Search;
using KB.Indexer.Trackers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/trackers/{tracker}: the bugs of one tracker that something here refers to.</summary>
public sealed class TrackerModel(CrashIndex index) : PageModel
{
    /// <summary>Rows a page.</summary>
    public const int PageSize = 100;

    /// <summary>Set before the page renders.</summary>
    public Tracker Tracker { get; private set; } = null!;

    /// <summary>Page number from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    /// <summary>This page's bugs.</summary>
    public IReadOnlyList<(string Id, DocumentRow Document)> Bugs { get; private set; } = [];

    /// <summary>404 for an unknown tracker.</summary>
    public IActionResult OnGet(string tracker)
    {
        if (TrackerTable.FindTracker(tracker) is not { } row)
        {
            return NotFound();
        }

        Tracker = row;
        P = Math.Clamp(P, 1, 1000);
        Bugs = index.TrackerBugs(row.Name, (P - 1) * PageSize, PageSize);
        return Page();
    }
}
