using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/trackers: every tracker that is recognised.</summary>
public sealed class TrackersModel(CrashIndex index) : PageModel
{
    /// <summary>Bugs known of each tracker.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    /// <summary>Where a bug leads that is written <c>tracker:id</c>. What an address may hold stays as it is, so that people can read it.</summary>
    internal static string Address(string bug)
    {
        string[] parts = bug.Split(':', 2);
        string id = Uri.EscapeDataString(parts[1]).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal).Replace("%40", "@", StringComparison.Ordinal);
        return $"/trackers/{parts[0]}/{id}";
    }

    /// <summary>Counts.</summary>
    public void OnGet() => Counts = index.TrackerCounts();
}
