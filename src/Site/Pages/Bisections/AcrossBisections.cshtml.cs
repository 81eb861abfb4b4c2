using KB.Indexer.Bisections;
using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/bisections/duplicates: crash titles that are one bug, as all bisections together show.</summary>
public sealed class AcrossBisectionsModel(CrashIndex index) : PageModel
{
    private const int Rows = 200;

    /// <summary>All bisections together.</summary>
    public TitleGraph Graph { get; private set; } = null!;

    /// <summary>Titles that are probably one bug.</summary>
    public IReadOnlyList<AliasLink> Links { get; private set; } = [];

    /// <summary>Places in history where a title gave way to another, with the bisection that shows it.</summary>
    public IReadOnlyList<(TitleChange Change, BisectionRow Row)> Changes { get; private set; } = [];

    /// <summary>Culprits that several bisections blame.</summary>
    public IReadOnlyList<SharedCulprit> Culprits { get; private set; } = [];

    /// <summary>Background noise.</summary>
    public IReadOnlyList<NoiseTitle> Noise { get; private set; } = [];

    /// <summary>Reads the graph.</summary>
    public void OnGet()
    {
        Graph = index.TitleGraph();
        Links = [.. Graph.Links().OrderByDescending(link => link.Probability).Take(Rows)];
        Culprits = [.. Graph.SharedCulprits().Take(Rows)];
        Noise = [.. Graph.Noise().OrderByDescending(noise => noise.Bisections).Take(Rows)];
        Changes = [.. index.Bisections(new BisectionFilter(), 0, Rows)
            .SelectMany(row => (index.FindBisection(row.Id)?.TitleChanges ?? []).Select(change => (change, row))).Take(Rows)];
    }

    /// <summary>What speaks for a link, in words.</summary>
    internal static string Evidence(AliasLink link)
    {
        var parts = new List<string> { $"{link.Runs} runs in {link.Bisections.Count} of {link.Seen} bisections that saw it", $"{link.Together} revisions with both" };
        if (link.SameCulprits > 0)
        {
            parts.Add($"{link.SameCulprits} pairs of bisections blame one commit");
        }

        if (link.SameBinaries > 0)
        {
            parts.Add($"{link.SameBinaries} kernel binaries crashed in both");
        }

        parts.AddRange(link.Changes.Select(change => $"name changes between {Shared.RunWords.Short(change.Newer)} and {Shared.RunWords.Short(change.Older)}"));
        return string.Join("; ", parts);
    }
}
