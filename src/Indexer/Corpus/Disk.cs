using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace KB.Indexer.Corpus;

/// <summary>What .NET does not say to the disk.</summary>
internal static class Disk
{
    /// <summary>Makes the names in a folder durable: a new file may be lost with a power failure until its folder is flushed too.</summary>
    /// <remarks>Source: fsync(2), "Calling fsync() does not necessarily ensure that the entry in the directory containing the file has also reached disk".</remarks>
    public static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using SafeFileHandle handle = Open(folder, 0);
        if (!handle.IsInvalid)
        {
            RandomAccess.FlushToDisk(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open(string path, int flags);
}
