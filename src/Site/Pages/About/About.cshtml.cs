using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/about: what this is.</summary>
public sealed class AboutModel(SiteOptions options) : PageModel
{
    /// <summary>Where this site answers.</summary>
    public string Host => options.UrlOf(Request);

    /// <summary>Shows the page.</summary>
    public void OnGet()
    {
    }
}
