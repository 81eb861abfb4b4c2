using KB.Indexer.Search;
using KB.Indexer.Trackers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/trackers/{tracker}/{id}: leads from a tracker's bug to what is known of it. It never leads away from this site.</summary>
public sealed class InboundModel(CrashIndex index) : PageModel
{
    /// <summary>The bug asked for; set before the page renders.</summary>
    public TrackerReference Reference { get; private set; } = null!;

    /// <summary>What refers to it.</summary>
    public IReadOnlyList<DocumentRow> Bugs { get; private set; } = [];

    /// <summary>302 to the one page that knows the bug; the list where there are several crashes; 404 with a search where there is none.</summary>
    public IActionResult OnGet(string tracker, string id)
    {
        // The one escape that a route keeps: who links here may have escaped the whole id.
        if (TrackerTable.Reference(tracker, id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)) is not { } reference)
        {
            return NotFound();
        }

        Reference = reference;
        Bugs = index.FindTracker(reference.Tracker, reference.Id);
        if (Bugs.Count > 0 && Bugs.Count(row => row.Kind == "report") <= 1)
        {
            return Redirect(Bugs[0].Url);
        }

        PageResult page = Page();
        page.StatusCode = Bugs.Count == 0 ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return page;
    }
}
