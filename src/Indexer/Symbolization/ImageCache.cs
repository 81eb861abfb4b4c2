using System.Diagnostics;
using KB.Symbolizer;

namespace KB.Indexer.Symbolization;

/// <summary>Keeps a GSYM file for each large image, named by build id, in a folder that can be deleted at any time.</summary>
/// <remarks>
/// An image is used as it is the first time; its file is then made by a process of lowest priority of its own, as <c>git gc --auto</c>
/// does, so that nobody waits for it. <c>KB_CACHE=off</c> turns all of this off.
/// </remarks>
internal sealed class ImageCache(string? folder)
{
    /// <summary>Hidden argument of <c>kb symbolize</c> that only makes the file of its image.</summary>
    public const string MakeOption = "--make-cache";

    /// <summary>Smaller images (modules) are read in less time than a cache would save.</summary>
    private const long WorthCaching = 50_000_000;

    private readonly List<string> _wanted = [];

    /// <summary>Lets an image answer from its file; remembers it for <see cref="MakeMissing"/> when there is none that fits.</summary>
    public void Use(KernelImage image, string path)
    {
        if (PathOf(image) is { } file && new FileInfo(path).Length >= WorthCaching && !image.UseCache(file))
        {
            _wanted.Add(path);
        }
    }

    /// <summary>Starts a process that makes the files that were missed.</summary>
    public void MakeMissing()
    {
        foreach (string path in _wanted)
        {
            string program = Environment.ProcessPath ?? "kb";
            string[] library = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "kb.dll")] : [];
            var start = new ProcessStartInfo(program, [.. library, "symbolize", MakeOption, "--image", Path.GetFullPath(path), "-"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            try
            {
                Process.Start(start)?.Dispose();
            }
            catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException)
            {
                // Without a second process there is no cache, and nothing else is missing.
            }
        }
    }

    /// <summary>Makes the file of an image now; does nothing when another process is at it, or when there is a good one.</summary>
    /// <exception cref="BadImageFormatException">The image is damaged.</exception>
    /// <exception cref="IOException">The file cannot be written, or is being written.</exception>
    public void Make(KernelImage image)
    {
        if (PathOf(image) is not { } file || image.UseCache(file))
        {
            return;
        }

        Directory.CreateDirectory(folder!);
        using var only = new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        image.WriteCache(file);
    }

    private string? PathOf(KernelImage image) => folder != null && image.BuildId is { } id ? Path.Combine(folder, id.Hex + ".gsym") : null;
}
