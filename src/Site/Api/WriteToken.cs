using System.Security.Cryptography;
using System.Text;

namespace KB.Site.Api;

/// <summary>The secret that lets a program write. The configuration holds its SHA-256 alone.</summary>
internal static class WriteToken
{
    private const string Scheme = "Bearer ";

    /// <summary>Longest token that is looked at, in characters.</summary>
    private const int MaxLength = 256;

    /// <summary>True for what <see cref="SiteOptions.TokenHash"/> may be: empty, or 64 hex digits.</summary>
    public static bool IsHash(string hash) => hash.Length == 0 || hash.Length == SHA256.HashSizeInBytes * 2 && hash.All(char.IsAsciiHexDigit);

    /// <summary>Lets a request through that carries the token; needs no cookie, so that no other site's page can borrow a reader's rights.</summary>
    public static async ValueTask<object?> Require(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        string hash = http.RequestServices.GetRequiredService<SiteOptions>().TokenHash;
        if (hash.Length == 0)
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "This site is read-only.", "Its operator has not configured a token (KB:TokenHash).");
        }

        if (!Fits(http.Request.Headers.Authorization.ToString(), hash))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Of(StatusCodes.Status401Unauthorized, "The token is missing or wrong.", "Send it as: Authorization: Bearer TOKEN");
        }

        return await next(context);
    }

    private static bool Fits(string header, string hash)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length > Scheme.Length + MaxLength)
        {
            return false;
        }

        byte[] given = SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim()));
        return CryptographicOperations.FixedTimeEquals(given, Convert.FromHexString(hash));
    }
}
