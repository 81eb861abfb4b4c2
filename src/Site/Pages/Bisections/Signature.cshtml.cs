using KB.Indexer.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/bisections/signatures/{signature}: the bisections that ran one kernel binary.</summary>
public sealed class SignatureModel(CrashIndex index) : PageModel
{
    /// <summary>Hash over the built kernel.</summary>
    public string Signature { get; private set; } = "";

    /// <summary>The bisections.</summary>
    public IReadOnlyList<BisectionRow> Rows { get; private set; } = [];

    /// <summary>404 for a binary that no bisection ran.</summary>
    public IActionResult OnGet(string signature)
    {
        Signature = signature;
        Rows = index.BisectionsOn(signature);
        return Rows.Count == 0 ? NotFound() : Page();
    }
}
