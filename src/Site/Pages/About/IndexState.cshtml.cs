using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/about/index: what the index holds and what could not be read.</summary>
public sealed class IndexStateModel(CrashIndex index) : PageModel
{
    /// <summary>Size of the index.</summary>
    public IndexStats Stats { get; private set; } = null!;

    /// <summary>Number of the last commit.</summary>
    public long Generation { get; private set; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<(string Path, string Reason)> Unread { get; private set; } = [];

    /// <summary>Reads the figures.</summary>
    public void OnGet()
    {
        Stats = index.Stats();
        Generation = index.Generation();
        Unread = index.Unread(500);
    }
}
