namespace KB.Indexer.Symbolization;

/// <summary>Where images and what was made of them are kept.</summary>
internal static class ImageSettings
{
    /// <summary>Folder for files that can be deleted at any time: KB_CACHE (off: none), else kb in XDG_CACHE_HOME, else ~/.cache/kb.</summary>
    public static string CacheFolder { get; } = Environment.GetEnvironmentVariable("KB_CACHE") is { Length: > 0 } own ? own
        : Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "kb");

    /// <summary>Folders with images that are used without being named in a call: those in KB_IMAGES, separated by colons.</summary>
    public static IReadOnlyList<string> Folders { get; } = (Environment.GetEnvironmentVariable("KB_IMAGES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The cache of images; one that keeps nothing when KB_CACHE is off.</summary>
    public static ImageCache Cache() => new(CacheFolder == "off" ? null : Path.Combine(CacheFolder, "gsym"));

    /// <summary>The servers that may be asked for images; null when the environment names none.</summary>
    public static Debuginfod? Server() => CacheFolder == "off" ? null : Debuginfod.Of(Environment.GetEnvironmentVariable("DEBUGINFOD_URLS"), Path.Combine(CacheFolder, "images"));
}
