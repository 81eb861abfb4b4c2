using KB.Indexer.Reports.Formats;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/formats/{name}: a row of the rule table with its example.</summary>
public sealed class FormatModel : PageModel
{
    /// <summary>The row.</summary>
    public OopsFormat Format { get; private set; } = null!;

    /// <summary>404 for a name that no row has.</summary>
    public IActionResult OnGet(string name)
    {
        if (OopsFamilies.Formats.FirstOrDefault(row => row.Name == name) is not { } format)
        {
            return NotFound();
        }

        Format = format;
        return Page();
    }
}
