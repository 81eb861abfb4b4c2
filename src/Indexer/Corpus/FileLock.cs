namespace KB.Indexer.Corpus;

/// <summary>A lock between programs: an open file that no other program can lock; the kernel releases it when its holder dies.</summary>
internal sealed class FileLock : IDisposable
{
    /// <summary>EWOULDBLOCK of flock(2) on Linux.</summary>
    private const int WouldBlock = 11;

    /// <summary>ERROR_SHARING_VIOLATION of Windows, as an HRESULT.</summary>
    private const int SharingViolation = unchecked((int)0x80070020);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, waiting as long as told; null when another program keeps it.</summary>
    /// <exception cref="UnauthorizedAccessException">The file cannot be made.</exception>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static FileLock? Take(string path, TimeSpan patience)
    {
        DateTime end = DateTime.UtcNow + patience;
        while (true)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (IsHeld(e))
            {
                if (DateTime.UtcNow >= end)
                {
                    return null;
                }

                Thread.Sleep(Step);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // Other errors (no space, read-only file system) are not a holder.
    private static bool IsHeld(IOException e) => e.HResult is WouldBlock or SharingViolation;
}
