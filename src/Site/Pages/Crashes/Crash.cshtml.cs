using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/crashes/{id}: one bug.</summary>
public sealed class CrashModel(CrashIndex index) : PageModel
{
    /// <summary>Set before the page renders; the page is not rendered when there is none.</summary>
    public Crash Crash { get; private set; } = null!;

    /// <summary>Address that never changes.</summary>
    public string Permalink { get; private set; } = "";

    /// <summary>404 for an unknown id; 301 to the crash for the id of one of its reports or of one merged into it.</summary>
    public IActionResult OnGet(string id, string? report)
    {
        if (index.FindCrash(id) is not { } crash)
        {
            return NotFound();
        }

        if (crash.Id != id)
        {
            return RedirectPermanent("/crashes/" + crash.Id);
        }

        Crash = report is not null && crash.Reports.Any(row => row.Id == report) && index.FindReport(report) is { } other
            ? crash with { Report = other, Mentions = index.Mentions(report) } : crash;
        Permalink = $"{Request.Scheme}://{Request.Host}/crashes/{crash.Id}";
        return Page();
    }
}
