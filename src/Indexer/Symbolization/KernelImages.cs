using KB.Symbolizer;

namespace KB.Indexer.Symbolization;

/// <summary>The images that reports of one call may need: each is opened when it is first asked for and stays open.</summary>
internal sealed class KernelImages(string? image, ImageFolders folders, ImageCache cache, Action<string> complain) : IDisposable
{
    private readonly Dictionary<string, KernelImage?> _open = new(StringComparer.Ordinal);

    /// <summary>The image of the kernel itself: the one given, else the one with that build id or release; null when there is none.</summary>
    public KernelImage? Kernel(string? release, BuildId? buildId) =>
        image != null ? Open(image) : Fitting(folders.Kernels(release, buildId), release, buildId);

    /// <summary>The image of a module; null when there is none, or only of other kernels.</summary>
    public KernelImage? Module(string name, string? release, BuildId? buildId) => Fitting(folders.Modules(name, buildId), release, buildId);

    /// <summary>Asks an image; a damaged one is complained about, and says nothing.</summary>
    public void Try(Action ask)
    {
        try
        {
            ask();
        }
        catch (BadImageFormatException error)
        {
            complain(error.Message);
        }
    }

    public void Dispose()
    {
        foreach (KernelImage? open in _open.Values)
        {
            open?.Dispose();
        }
    }

    private KernelImage? Fitting(IEnumerable<string> files, string? release, BuildId? buildId) => files
        .Select(Open)
        .FirstOrDefault(open => open != null && Fits(open, release, buildId));

    private bool Fits(KernelImage open, string? release, BuildId? buildId)
    {
        bool fits = false;
        Try(() => fits = buildId is { } wanted && open.BuildId is { } its ? wanted == its : release == null || open.Release == null || open.Release == release);
        return fits;
    }

    private KernelImage? Open(string path)
    {
        if (!_open.TryGetValue(path, out KernelImage? known))
        {
            try
            {
                known = KernelImage.Open(path);
                cache.Use(known, path);
            }
            catch (Exception error) when (error is BadImageFormatException or IOException or UnauthorizedAccessException)
            {
                complain($"{path}: {error.Message}");
            }

            _open.Add(path, known);
        }

        return known;
    }
}
