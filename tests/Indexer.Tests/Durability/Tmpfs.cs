using System.Diagnostics;

namespace KB.Indexer.Tests.Durability;

/// <summary>A small disk of its own: it can be full or read-only, for root too.</summary>
public sealed class Tmpfs : IDisposable
{
    public Tmpfs(int bytes) => Mount("-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", Folder);

    public string Folder { get; } = Directory.CreateTempSubdirectory("kb-tmpfs-").FullName;

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Missing { get; } = Try();

    public void Remount(string options) => Mount("-o", "remount," + options, Folder);

    public void Dispose()
    {
        Run("umount", "--lazy", Folder);
        Directory.Delete(Folder, recursive: true);
    }

    private static string? Try()
    {
        try
        {
            new Tmpfs(1 << 16).Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or System.ComponentModel.Win32Exception)
        {
            return "no tmpfs can be mounted: " + e.Message;
        }
    }

    private static void Mount(params string[] arguments)
    {
        if (Run("mount", arguments) is { Length: > 0 } complaint)
        {
            throw new IOException(complaint);
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string complaint = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        return complaint;
    }
}

/// <summary>A fact that needs a small disk of its own; skipped with the reason where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TmpfsFactAttribute : FactAttribute
{
    public TmpfsFactAttribute() => Skip = Tmpfs.Missing;
}
