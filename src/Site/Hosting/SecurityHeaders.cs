namespace KB.Site.Hosting;

/// <summary>Headers that keep a browser from doing with a page what its writer did not mean.</summary>
internal static class SecurityHeaders
{
    /// <summary>Style and script from this site's own files alone, never from within a page; nothing from elsewhere, no frames, no plugins.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>What every answer carries. Reading is open to scripts of other sites (CORS), so resources are not held back from them.</summary>
    private static readonly (string Name, string Value)[] Always =
    [
        ("Content-Security-Policy", ContentSecurityPolicy),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ];

    // Last of all, since an error takes back what was said before it.
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Add, context.Response);
        return next(context);
    });

    private static Task Add(object response)
    {
        foreach ((string name, string value) in Always)
        {
            ((HttpResponse)response).Headers[name] = value;
        }

        return Task.CompletedTask;
    }
}
