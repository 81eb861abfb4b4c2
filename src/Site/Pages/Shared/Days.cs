namespace KB.Site.Pages.Shared;

/// <summary>Days as readers see them: ISO 8601, never relative, so that a saved page stays true.</summary>
internal static class Days
{
    /// <summary>One day, or the first and the last; empty when nothing is known.</summary>
    public static string Of(DateOnly? first, DateOnly? last) =>
        (first ?? last) is not { } from ? "" : last is { } to && to != from ? $"{from:yyyy-MM-dd} – {to:yyyy-MM-dd}" : $"{from:yyyy-MM-dd}";
}
