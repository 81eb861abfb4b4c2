namespace KB.Site.Tests.Browser;

/// <summary>A test with the text browser w3m: skipped where there is none, unless KB_BROWSER=required, then it fails.</summary>
public sealed class W3mTheoryAttribute : TheoryAttribute
{
    public W3mTheoryAttribute() => Skip = W3m.Missing;
}

/// <summary>Where w3m is.</summary>
internal static class W3m
{
    private const string Place = "/usr/bin/w3m";

    /// <summary>The program; null when it is not installed.</summary>
    public static string? Path { get; } = File.Exists(Place) ? Place : null;

    /// <summary>Why its tests are skipped; null when they run.</summary>
    public static string? Missing { get; } = Path is null && Environment.GetEnvironmentVariable("KB_BROWSER") != "required" ? "w3m is not installed (apt-get install w3m)." : null;
}
