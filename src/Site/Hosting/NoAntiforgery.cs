using Microsoft.AspNetCore.Antiforgery;

namespace KB.Site.Hosting;

/// <summary>Puts no token into forms and no cookie into answers.</summary>
internal sealed class NoAntiforgery : IAntiforgery
{
    private static readonly AntiforgeryTokenSet None = new(null, null, "none", null);

    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => None;

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => None;

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => Task.FromResult(true);

    public void SetCookieTokenAndHeader(HttpContext httpContext)
    {
    }

    public Task ValidateRequestAsync(HttpContext httpContext) => Task.CompletedTask;
}
