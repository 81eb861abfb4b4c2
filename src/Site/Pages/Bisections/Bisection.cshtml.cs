using KB.Indexer.Bisections;
using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/bisections/{id}: one bisection log as table and picture.</summary>
public sealed class BisectionModel(CrashIndex index) : PageModel
{
    /// <summary>Set before the page renders; the page is not rendered when there is none.</summary>
    public Bisection Bisection { get; private set; } = null!;

    /// <summary>The crash it began with.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Address that never changes.</summary>
    public string Permalink { get; private set; } = "";

    /// <summary>Revisions × runs as a picture.</summary>
    internal BisectionPicture Picture { get; private set; } = null!;

    /// <summary>How it ended, in a sentence.</summary>
    public string Outcome => Sentence(Bisection.Result);

    /// <summary>Said plainly when the log ends in another crash than it began with; null when it does not.</summary>
    public string? DifferentEnd => Bisection.FinalCrash is { Title: var final } && final != Title
        ? $"The crash at the end of the log, {final}, is not the crash it began with, {Title}."
            + (Bisection.Result.Kind == "oldest-release" ? " The oldest tested release crashed in something else, so nothing is known about when this bug began." : "")
        : null;

    /// <summary>404 for an unknown id.</summary>
    public IActionResult OnGet(string id)
    {
        if (index.FindBisection(id) is not { } bisection)
        {
            return NotFound();
        }

        Bisection = bisection;
        Title = bisection.CrashTitles is [var first, ..] ? first.Title : bisection.FinalCrash?.Title ?? "Bisection";
        Permalink = $"{Request.Scheme}://{Request.Host}/bisections/{bisection.Id}";
        Picture = new BisectionPicture(bisection);
        return Page();
    }

    /// <summary>12 digits of a commit or signature; release tags as they are.</summary>
    internal string Short(string? commit) => commit is { Length: >= 40 } ? commit[..12] : commit ?? "";

    private static string Sentence(BisectionResult result) => result.Kind switch
    {
        "culprit" => $"It names {result.Commit?[..12]} {result.Title}",
        "oldest-release" => "The crash already happened on the oldest release tested: no culprit.",
        "head" => "The crash still happens on HEAD: no fix found.",
        "inconclusive" => $"Inconclusive: any of {result.Candidates.Count} commits.",
        "error" => $"It ended in an error: {result.Error?.Split('\n')[0]}",
        _ => "The log ends before the bisection did.",
    };
}
