namespace KB.Site.Tests.Browser;

/// <summary>A test in a real Chromium: skipped where there is none, unless KB_BROWSER=required, then it fails.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Missing;
}

/// <summary>The same with data.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}

/// <summary>Where Chromium is.</summary>
internal static class Chromium
{
    // The headless shell is the same engine without the windows, menus and helpers of a desktop browser: pages open in a third of the time.
    private static readonly string[] Places = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>The program; null when it is not installed.</summary>
    public static string? Path { get; } = Places.FirstOrDefault(File.Exists);

    /// <summary>Why browser tests are skipped; null when they run.</summary>
    public static string? Missing { get; } =
        Path is null && Environment.GetEnvironmentVariable("KB_BROWSER") != "required" ? "Chromium is not installed (apt-get install chromium-headless-shell, or chromium)." : null;
}
