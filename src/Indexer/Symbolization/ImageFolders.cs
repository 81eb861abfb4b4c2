using KB.Symbolizer;

namespace KB.Indexer.Symbolization;

/// <summary>Folders in which images are looked for, by build id, by name and by release.</summary>
/// <remarks>
/// Laid out in any way: a module is found by its file name (<c>kcrash.ko</c>, <c>kcrash.ko.debug</c>; - and _ are the same), a kernel by a name
/// that starts with vmlinux, either by build id in <c>.build-id/36/858234….debug</c> as distributions install it.
/// </remarks>
internal sealed class ImageFolders(IReadOnlyList<string> folders, Debuginfod? debuginfod = null)
{
    private static readonly string[] ModuleEndings = [".ko", ".ko.debug"];

    /// <summary>Folders hold some ten thousand files; a walk through more is a mistake in the configuration.</summary>
    private const int MaxFiles = 1_000_000;

    private readonly Lazy<ILookup<string, string>> _modules = new(() => Walk(folders)
        .Select(path => (Path: path, Ending: Array.Find(ModuleEndings, ending => path.EndsWith(ending, StringComparison.Ordinal))))
        .Where(file => file.Ending != null)
        .ToLookup(file => Normalized(Path.GetFileName(file.Path)[..^file.Ending!.Length]), file => file.Path));

    private readonly Lazy<string[]> _kernels = new(() => [.. Walk(folders).Where(path => Path.GetFileName(path).StartsWith("vmlinux", StringComparison.Ordinal))]);

    /// <summary>Files that may be that module, best first.</summary>
    public IEnumerable<string> Modules(string name, BuildId? buildId) => ByBuildId(buildId).Concat(_modules.Value[Normalized(name)]).Concat(FromServer(buildId));

    /// <summary>Files that may be the kernel of that release or build id, best first.</summary>
    public IEnumerable<string> Kernels(string? release, BuildId? buildId) => ByBuildId(buildId)
        .Concat(_kernels.Value.OrderByDescending(path => release != null && Path.GetFileName(path) == "vmlinux-" + release))
        .Concat(FromServer(buildId));

    private static string Normalized(string name) => name.Replace('-', '_');

    private static IEnumerable<string> Walk(IReadOnlyList<string> folders) => folders
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }))
        .Take(MaxFiles)
        .Order(StringComparer.Ordinal);

    private IEnumerable<string> ByBuildId(BuildId? buildId) => buildId is not { } id ? [] : folders
        .SelectMany(folder => new[] { "", "usr/lib/debug" }.Select(root => Path.Combine(folder, root, ".build-id", id.Hex[..2], id.Hex[2..] + ".debug")))
        .Where(File.Exists);

    private IEnumerable<string> FromServer(BuildId? buildId)
    {
        if (buildId is { } id && debuginfod?.Find(id) is { } path)
        {
            yield return path;
        }
    }
}
