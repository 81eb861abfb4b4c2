using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>What a reader sees instead of a page that is not there.</summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    /// <summary>What readers are told, by HTTP status; the first row is for all others.</summary>
    private static readonly (int Code, string Heading, string Advice)[] Words =
    [
        (0, "This cannot be answered", "Go back, or start from the search box above."),
        (StatusCodes.Status400BadRequest, "The request could not be understood", "The address or form is malformed: start from the search box above."),
        (StatusCodes.Status404NotFound, "Nothing stands here", ""),
        (StatusCodes.Status405MethodNotAllowed, "This page is only read", "Its address takes no form. Crashes are pasted at /similar and reports are sent to /api/reports."),
        (StatusCodes.Status413PayloadTooLarge, "The text is too long", "Cut it to a few hundred lines around the crash."),
        (StatusCodes.Status429TooManyRequests, "Too many requests", "Wait as many seconds as the Retry-After header says."),
        (StatusCodes.Status500InternalServerError, "The site made a mistake", "It is in the operator's log. Other pages work; try this one again later."),
        (StatusCodes.Status503ServiceUnavailable, "The index cannot be read now", "Try again in a minute; /about/index and /healthz say how the site does."),
    ];

    /// <summary>HTTP status.</summary>
    public int Code { get; private set; }

    /// <summary>What it means.</summary>
    public string Heading => Row.Heading;

    /// <summary>What to do.</summary>
    public string Advice => Row.Advice;

    private (int Code, string Heading, string Advice) Row => Words.FirstOrDefault(row => row.Code == Code) is { Heading: not null } row ? row : Words[0];

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
        // The status that led here stands already; who asks for the page itself gets the one it is about.
        Code = Response.StatusCode >= StatusCodes.Status400BadRequest ? Response.StatusCode : code is >= StatusCodes.Status400BadRequest and < 600 ? code : StatusCodes.Status404NotFound;
        Response.StatusCode = Code;
        Path = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? Request.Path;
    }
}
