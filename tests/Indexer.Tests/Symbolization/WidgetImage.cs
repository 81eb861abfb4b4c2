using KB.Indexer.Symbolization;

namespace KB.Indexer.Tests.Symbolization;

/// <summary>The image of tests/Symbolizer.Tests/Fixtures in the place of a kernel, and its object file in the place of a module.</summary>
internal sealed class WidgetImage : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("symbolization-");

    public WidgetImage()
    {
        Kernel = Path.Combine(_folder.FullName, "vmlinux");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures", "widget-dwarf5"), Kernel);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures", "widget.ko"), Path.Combine(_folder.FullName, "widget-drv.ko"));
    }

    public string Kernel { get; }

    public string Folder => _folder.FullName;

    public List<string> Complaints { get; } = [];

    public string Symbolize(string text)
    {
        using var images = new KernelImages(Kernel, new ImageFolders([Folder]), new ImageCache(null), Complaints.Add);
        return new ReportSymbolizer(images).Symbolize(text);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
