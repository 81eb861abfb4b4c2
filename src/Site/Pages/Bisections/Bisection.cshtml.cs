using KB.Indexer.Bisections;
using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/bisections/{id}: one bisection log as table and picture.</summary>
public sealed class BisectionModel(CrashIndex index, SiteOptions options) : PageModel
{
    /// <summary>Set before the page renders; the page is not rendered when there is none.</summary>
    public Bisection Bisection { get; private set; } = null!;

    /// <summary>The crash it began with.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Address that never changes.</summary>
    public string Permalink { get; private set; } = "";

    /// <summary>How it ended, in a sentence.</summary>
    public string Outcome => BisectionWords.Outcome(Bisection.Result);

    /// <summary>The compiler of all revisions; null when they differ, the table names each then.</summary>
    public string? Compiler => BisectionWords.Compiler(Bisection);

    /// <summary>404 for an unknown id.</summary>
    public IActionResult OnGet(string id)
    {
        if (index.FindBisection(id) is not { } bisection)
        {
            return NotFound();
        }

        Bisection = bisection;
        Title = bisection.CrashTitles is [var first, ..] ? first.Title : bisection.FinalCrash?.Title ?? "Bisection";
        Permalink = $"{options.UrlOf(Request)}/bisections/{bisection.Id}";
        return Page();
    }
}
