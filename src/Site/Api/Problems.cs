namespace KB.Site.Api;

/// <summary>Errors of the API as RFC 9457 problem details.</summary>
internal static class Problems
{
    public const string MediaType = "application/problem+json";

    public static IResult Of(int status, string title, string? detail = null) => Results.Problem(statusCode: status, title: title, detail: detail);

    /// <summary>Gives errors below /api, and of the data twins, a problem as their body; pages have their own error page.</summary>
    public static bool Concerns(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/openapi")
        || context.Request.Path.Value is { } path && (path.EndsWith(".json", StringComparison.Ordinal) || path.EndsWith(".txt", StringComparison.Ordinal)
            || path.EndsWith(".md", StringComparison.Ordinal) || path.EndsWith(".atom", StringComparison.Ordinal) || path.EndsWith(".svg", StringComparison.Ordinal));
}
