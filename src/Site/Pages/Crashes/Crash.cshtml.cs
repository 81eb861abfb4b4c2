using KB.Indexer.Bisections;
using KB.Indexer.Search;
using KB.Site.Api;
using KB.Site.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/crashes/{id}: one bug.</summary>
public sealed class CrashModel(CrashIndex index, SiteOptions options) : PageModel
{
    /// <summary>Places of the report that are named.</summary>
    public const int MostMentions = 10;

    /// <summary>Set before the page renders; the page is not rendered when there is none.</summary>
    public Crash Crash { get; private set; } = null!;

    /// <summary>What an address needs behind it to mean the report that is shown; empty for the crash's own.</summary>
    public string Shown { get; private set; } = "";

    /// <summary>Address that never changes.</summary>
    public string Permalink { get; private set; } = "";

    /// <summary>Whole address of the oEmbed answer: those who unfold a link take no relative one.</summary>
    public string OEmbed => $"{options.UrlOf(Request)}/oembed?url={Uri.EscapeDataString(Permalink)}";

    /// <summary>The bisection whose log ends in this crash; null when none does.</summary>
    public Bisection? EndedHere { get; private set; }

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

        Shown = report is null ? "" : "?report=" + Uri.EscapeDataString(report);
        Crash = index.WithRelated(report is not null && crash.Reports.Any(row => row.Id == report) && index.FindReport(report) is { } other
            ? crash with { Report = other, Mentions = index.Mentions(report) } : crash, wait: false);
        if (Crash.SimilarPending)
        {
            Freshness.DoNotKeep(HttpContext);
        }

        Permalink = $"{options.UrlOf(Request)}/crashes/{crash.Id}";
        EndedHere = index.EndedIn(crash);
        return Page();
    }

    /// <summary>True where the file in which a report stands can be downloaded.</summary>
    internal bool HasSource(Mention mention) => mention == Crash.Mentions[0] && SourceFile.Find(options, mention) is not null;

    /// <summary>Lines to copy into a mail, a commit or a bug: what it is for, and the line.</summary>
    internal IEnumerable<(string Use, string Line)> Citations()
    {
        yield return ("permanent link", Permalink);
        yield return ("Markdown", $"[{Crash.Title}]({Permalink})");
        yield return ("plain text", $"{Crash.Title} <{Permalink}>");
        yield return ("commit trailer", $"Link: {Permalink}");
        yield return ("commit trailer, when it is fixed", $"Closes: {Permalink}");
        if (Crash.Trackers.FirstOrDefault(reference => reference.Tracker == "syzbot" && reference.Id.Length == 20) is { } syzbot)
        {
            yield return ("commit trailer of syzbot", $"Reported-by: syzbot+{syzbot.Id}@syzkaller.appspotmail.com");
        }

        // syzbot knows its own bugs alone.
        if (Crash.Trackers.Any(reference => reference.Tracker == "syzbot"))
        {
            yield return ("mail to syzbot about a duplicate of this", $"#syz dup: {Crash.Title}");
        }

        yield return ("badge", $"[![seen]({Permalink.Replace("/crashes/", "/badge/", StringComparison.Ordinal)}.svg)]({Permalink})");
    }
}
