namespace KB.Symbolizer.Tests;

/// <summary>The images that Fixtures/build.sh makes from the sources beside them.</summary>
internal static class Fixture
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    public static KernelImage Open(string name) => KernelImage.Open(PathOf(name));

    /// <summary>Frames as <c>function path:line</c>, inline ones marked.</summary>
    public static string[] Describe(IEnumerable<SourceFrame> frames) =>
        [.. frames.Select(frame => $"{frame.Function} {frame.Path}:{frame.Line}{(frame.Inline ? " [inline]" : "")}")];

    /// <summary>A folder of its own for a test, removed afterwards.</summary>
    public static TemporaryFolder Folder() => new();
}

internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("symbolizer-");

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
