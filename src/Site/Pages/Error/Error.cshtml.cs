using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>What a reader sees instead of a page that is not there.</summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    /// <summary>HTTP status.</summary>
    public int Code { get; private set; }

    /// <summary>The address asked for.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Its last part: what the reader may have looked for.</summary>
    public string LastPart => Path.TrimEnd('/').Split('/')[^1];

    /// <summary>Shows the status.</summary>
    public void OnGet(int code) => Show(code);

    /// <summary>Shows the status.</summary>
    public void OnPost(int code) => Show(code);

    private void Show(int code)
    {
        Code = code;
        Path = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? Request.Path;
    }
}
