using KB.Indexer.Bisections;
using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/bisections/duplicates: crash titles that are one bug, as all bisections together show.</summary>
public sealed class AcrossBisectionsModel(CrashIndex index) : PageModel
{
    /// <summary>Rows of each table.</summary>
    internal const int Rows = 200;

    /// <summary>A part of a title; empty for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string Title { get; set; } = "";

    /// <summary>What all bisections together tell.</summary>
    public AcrossBisections Across { get; private set; } = null!;

    private IReadOnlyDictionary<string, CrashRow> Crashes { get; set; } = new Dictionary<string, CrashRow>();

    /// <summary>Reads the graph.</summary>
    public void OnGet()
    {
        Title ??= "";
        Across = index.TitleGraph().Across(Title, Rows);
        Crashes = index.CrashesNamed(Across.Links.SelectMany(link => (string[])[link.Title, link.Alias])
            .Concat(Across.Changes.SelectMany(seen => (string[])[seen.Change.From, seen.Change.To])));
    }

    /// <summary>Where a title leads: to the crash that has it, else to what holds its words.</summary>
    internal string Address(string title) => Crashes.TryGetValue(title, out CrashRow? crash) ? "/crashes/" + crash.Id : "/search?q=" + Uri.EscapeDataString($"title:\"{title}\"");

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
