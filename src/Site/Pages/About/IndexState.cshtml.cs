using KB.Indexer.Search;
using KB.Site.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/about/index: what the index holds and what could not be read.</summary>
public sealed class IndexStateModel(CrashIndex index, Intake intake) : PageModel
{
    /// <summary>Size of the index.</summary>
    public IndexStats Stats { get; private set; } = null!;

    /// <summary>Number of the last commit.</summary>
    public long Generation { get; private set; }

    /// <summary>What the index job does.</summary>
    public IndexJob Job { get; private set; } = null!;

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<(string Path, string Reason)> Unread { get; private set; } = [];

    /// <summary>Reads the figures.</summary>
    public void OnGet()
    {
        Stats = index.Stats();
        Generation = index.Generation();
        Job = intake.Job;
        Unread = index.Unread(500);
    }
}
