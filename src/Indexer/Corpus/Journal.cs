using System.Text;

namespace KB.Indexer.Corpus;

/// <summary>
/// What came in through <c>kb import</c> and the API: JSON Lines in <c>journal/</c> of the data folder, only ever appended to.
/// With the corpus it is the whole truth; the index can be made anew from the two.
/// </summary>
/// <remarks>
/// An entry is durable when <see cref="Append"/> returns: the file, and the folder where the file is new, were flushed to the disk.
/// A line without its line feed is the rest of a write that was cut off; it was never acknowledged, and the next append removes it.
/// Several programs may append: each waits for the lock file, and keeps no file open between two appends.
/// </remarks>
public sealed class Journal
{
    /// <summary>A part is closed when it is longer than this, in bytes: small enough to read anew when a part changed.</summary>
    private const long PartBytes = 64 << 20;

    /// <summary>Bytes of an entry: the longest line that <c>kb import</c> takes, 64 Mi characters of up to three bytes.</summary>
    internal const int MaxEntry = 192 << 20;

    /// <summary>How long an append waits for another program; one append takes milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _folder;
    private readonly Lock _lock = new();

    /// <summary>The journal of a data folder; nothing is created before the first append.</summary>
    public Journal(string data) => _folder = FolderIn(data);

    /// <summary>Folder of the journal in a data folder.</summary>
    public static string FolderIn(string data) => Path.Combine(data, "journal");

    /// <summary>The parts of the journal in order.</summary>
    public static IReadOnlyList<string> Parts(string data) => PartsOf(FolderIn(data));

    /// <summary>Appends entries, each one JSON object on one line, and returns when they are on the disk.</summary>
    /// <exception cref="IOException">The disk is full, the folder cannot be written, or another program holds the journal; nothing of the entries stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public void Append(IReadOnlyCollection<string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count == 0)
        {
            return;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(entries.Select(entry => OneLine(entry) + "\n")));
        lock (_lock)
        {
            Directory.CreateDirectory(_folder);
            using FileLock held = FileLock.Take(Path.Combine(_folder, "lock"), Patience)
                ?? throw new IOException($"Another program has been writing to {_folder} for {Patience.TotalSeconds:0} seconds. Try again, or stop it.");
            Write(bytes);
        }
    }

    /// <summary>JSON on one line: where its lines end, blanks may stand. U+2028 and its like end no line here, and may stand within a text.</summary>
    public static string OneLine(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.Replace('\r', ' ').Replace('\n', ' ');
    }

    /// <summary>The entries of a part from a place on, each with the place behind it; a last line that was cut off is left out. A line longer than any entry, which only a damaged disk makes, is given empty.</summary>
    public static IEnumerable<(long End, string Line)> Read(string part, long from)
    {
        using var stream = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = from;
        foreach ((long end, byte[] line) in Lines(stream))
        {
            yield return (end, Encoding.UTF8.GetString(line));
        }
    }

    /// <summary>Bytes at the end of a part that belong to a write that was cut off.</summary>
    internal static long TornBytes(string part)
    {
        using var stream = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return stream.Length - EndOfLastLine(stream);
    }

    /// <summary>A copy of the entries of a part that are complete now; a part has no more than some 64 MiB.</summary>
    internal static MemoryStream WholeEntries(string part)
    {
        using var stream = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[EndOfLastLine(stream)];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        return new MemoryStream(bytes);
    }

    /// <summary>Cuts them off; returns how many they were.</summary>
    internal static long CutTorn(string part)
    {
        using FileLock? held = FileLock.Take(Path.Combine(Path.GetDirectoryName(part)!, "lock"), Patience);
        using var stream = new FileStream(part, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        long end = EndOfLastLine(stream), torn = held is null ? 0 : stream.Length - end;
        if (torn > 0)
        {
            stream.SetLength(end);
            stream.Flush(flushToDisk: true);
        }

        return torn;
    }

    private static string[] PartsOf(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)] : [];

    private void Write(byte[] bytes)
    {
        string path = CurrentPart();
        bool isNew = !File.Exists(path);
        using var part = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        long end = EndOfLastLine(part);
        try
        {
            part.SetLength(end);
            part.Position = end;
            part.Write(bytes);
            part.Flush(flushToDisk: true);
            if (isNew)
            {
                Disk.FlushFolder(_folder);
            }
        }
        catch (IOException)
        {
            part.SetLength(end);
            throw;
        }
    }

    private string CurrentPart()
    {
        int number = 1;
        if (PartsOf(_folder) is [.., var last] && int.TryParse(Path.GetFileNameWithoutExtension(last), out int known))
        {
            number = known + (new FileInfo(last).Length < PartBytes ? 0 : 1);
        }

        return Path.Combine(_folder, $"{number:D6}.jsonl");
    }

    private static long EndOfLastLine(FileStream part)
    {
        byte[] block = new byte[1 << 16];
        for (long end = part.Length; end > 0;)
        {
            int length = (int)Math.Min(block.Length, end);
            part.Position = end - length;
            part.ReadExactly(block, 0, length);
            int feed = block.AsSpan(0, length).LastIndexOf((byte)'\n');
            if (feed >= 0)
            {
                return end - length + feed + 1;
            }

            end -= length;
        }

        return 0;
    }

    private static IEnumerable<(long End, byte[] Line)> Lines(FileStream stream)
    {
        var line = new MemoryStream();
        bool isTooLong = false;
        byte[] buffer = new byte[1 << 16];
        long position = stream.Position;
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            int start = 0;
            for (int feed; (feed = buffer.AsSpan(start, count - start).IndexOf((byte)'\n')) >= 0;)
            {
                Keep(buffer.AsSpan(start, feed));
                start += feed + 1;
                yield return (position + start, line.ToArray());
                line.SetLength(0);
                isTooLong = false;
            }

            Keep(buffer.AsSpan(start, count - start));
            position += count;
        }

        void Keep(ReadOnlySpan<byte> piece)
        {
            isTooLong |= line.Length + piece.Length > MaxEntry;
            if (isTooLong)
            {
                line = new MemoryStream();
                return;
            }

            line.Write(piece);
        }
    }
}
