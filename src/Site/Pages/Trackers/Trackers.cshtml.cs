using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/trackers: every tracker that is recognised.</summary>
public sealed class TrackersModel(CrashIndex index) : PageModel
{
    /// <summary>Bugs known of each tracker.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    /// <summary>Counts.</summary>
    public void OnGet() => Counts = index.TrackerCounts();
}
