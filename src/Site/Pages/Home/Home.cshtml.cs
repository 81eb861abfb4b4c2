using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/: the search box, what is new and what is seen most.</summary>
public sealed class HomeModel(CrashIndex index, SiteOptions options) : PageModel
{
    private const int Rows = 10;
    private const int Few = 5;

    /// <summary>Merges looked at: a crash takes in many reports one after the other, and stands in the list once.</summary>
    private const int MergesRead = 100;

    /// <summary>Where this site answers, for the curl line.</summary>
    public string Host { get; private set; } = "";

    /// <summary>Figures of the index.</summary>
    public IndexStats Stats { get; private set; } = null!;

    /// <summary>Crashes that came last.</summary>
    public IReadOnlyList<FoundDocument> Newest { get; private set; } = [];

    /// <summary>Crashes seen most.</summary>
    public IReadOnlyList<FoundDocument> MostSeen { get; private set; } = [];

    /// <summary>What was lately merged or split, with the title of the crash; reports that it took in are counted.</summary>
    public IReadOnlyList<(Decision Decision, string Title, int Times)> Merges { get; private set; } = [];

    /// <summary>Bisections that came last.</summary>
    public IReadOnlyList<BisectionRow> Bisections { get; private set; } = [];

    /// <summary>Reads the lists.</summary>
    public void OnGet()
    {
        Host = options.UrlOf(Request);
        Stats = index.Stats();
        Newest = index.Newest(0, Rows);
        MostSeen = index.MostSeen(0, Rows);
        Merges = [.. index.Merges(MergesRead)
            .GroupBy(row => row.Decision.Kind == "merge" ? (row.Decision.Crash, null) : (row.Decision.Crash, row.Decision.Other))
            .Select(group => (group.First().Decision, group.First().Title, group.Count())).Take(Few)];
        Bisections = index.Bisections(new BisectionFilter(), 0, Few);
    }
}
