using KB.Indexer.Bisections;
using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/bisections/duplicates: crash titles that are one bug, as all bisections together show.</summary>
public sealed class AcrossBisectionsModel(CrashIndex index) : PageModel
{
    private const int Rows = 200;

    /// <summary>All bisections together.</summary>
    public TitleGraph Graph { get; private set; } = null!;

    /// <summary>A part of a title; empty for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string Title { get; set; } = "";

    /// <summary>Titles that are probably one bug, each pair once.</summary>
    public IReadOnlyList<AliasLink> Links { get; private set; } = [];

    /// <summary>Places in history where a title gave way to another, with the id of the bisection that shows it.</summary>
    public IReadOnlyList<(TitleChange Change, string Bisection)> Changes { get; private set; } = [];

    /// <summary>Culprits that several bisections blame.</summary>
    public IReadOnlyList<SharedCulprit> Culprits { get; private set; } = [];

    /// <summary>Background noise.</summary>
    public IReadOnlyList<NoiseTitle> Noise { get; private set; } = [];

    /// <summary>Reads the graph.</summary>
    public void OnGet()
    {
        Title ??= "";
        Graph = index.TitleGraph();
        Links = [.. Graph.Links().Where(link => Fits(link.Title) || Fits(link.Alias)).DistinctBy(Pair).Take(Rows)];
        Changes = [.. Graph.Changes().Where(each => Fits(each.Change.From) || Fits(each.Change.To)).Take(Rows)];
        Culprits = [.. Graph.SharedCulprits().Where(culprit => culprit.Titles.Any(Fits)).Take(Rows)];
        Noise = [.. Graph.Noise().Where(noise => Fits(noise.Title)).Take(Rows)];
    }

    private bool Fits(string title) => title.Contains(Title, StringComparison.OrdinalIgnoreCase);

    private static (string, string) Pair(AliasLink link) =>
        string.CompareOrdinal(link.Title, link.Alias) < 0 ? (link.Title, link.Alias) : (link.Alias, link.Title);

    /// <summary>What speaks for a link, in words.</summary>
    internal static string Evidence(AliasLink link)
    {
        var parts = new List<string> { $"{Count(link.Runs, "run")} in {link.Bisections.Count} of {Count(link.Seen, "bisection")} that saw the second", $"{Count(link.Together, "revision")} with both" };
        if (link.SameCulprits > 0)
        {
            parts.Add($"{Count(link.SameCulprits, "pair")} of bisections blame one commit");
        }

        if (link.SameBinaries > 0)
        {
            parts.Add($"{link.SameBinaries} kernel {(link.SameBinaries == 1 ? "binary" : "binaries")} crashed in both");
        }

        parts.AddRange(link.Changes.Select(change => $"name changes between {Shared.RunWords.Short(change.Newer)} and {Shared.RunWords.Short(change.Older)}"));
        return string.Join("; ", parts);
    }

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
