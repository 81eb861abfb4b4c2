using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/about: what this is.</summary>
public sealed class AboutModel : PageModel
{
    /// <summary>Where this site answers.</summary>
    public string Host => $"{Request.Scheme}://{Request.Host}";

    /// <summary>Shows the page.</summary>
    public void OnGet()
    {
    }
}
