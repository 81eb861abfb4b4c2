using System.Text;

namespace KB.Indexer.Corpus;

/// <summary>
/// What came in through <c>kb import</c> and the API: JSON Lines in <c>journal/</c> of the data folder, only ever appended to.
/// With the corpus it is the whole truth; the index can be made anew from the two.
/// </summary>
/// <remarks>
/// An entry is durable when <see cref="Append"/> returns: the file was flushed to the disk. A line without its line feed is the
/// rest of a write that was cut off; it was never acknowledged, and the next append removes it.
/// </remarks>
public sealed class Journal : IDisposable
{
    /// <summary>A part is closed when it is longer than this, in bytes: small enough to read anew when a part changed.</summary>
    private const long PartBytes = 64 << 20;

    private readonly string _folder;
    private readonly Lock _lock = new();
    private FileStream? _part;

    /// <summary>The journal of a data folder; nothing is created before the first append.</summary>
    public Journal(string data) => _folder = FolderIn(data);

    /// <summary>Folder of the journal in a data folder.</summary>
    public static string FolderIn(string data) => Path.Combine(data, "journal");

    /// <summary>The parts of the journal in order.</summary>
    public static IReadOnlyList<string> Parts(string data) =>
        Directory.Exists(FolderIn(data)) ? [.. Directory.EnumerateFiles(FolderIn(data), "*.jsonl").Order(StringComparer.Ordinal)] : [];

    /// <summary>Appends entries, each one JSON object on one line, and returns when they are on the disk.</summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; nothing of the entries stays.</exception>
    public void Append(IReadOnlyCollection<string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(entries.Select(entry => entry.ReplaceLineEndings(" ") + "\n")));
        lock (_lock)
        {
            FileStream part = _part is { Length: < PartBytes } ? _part : Open();
            long end = part.Length;
            try
            {
                part.Write(bytes);
                part.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                part.SetLength(end);
                throw;
            }
        }
    }

    /// <summary>The entries of a part from a place on, each with the place behind it; a last line that was cut off is left out.</summary>
    public static IEnumerable<(long End, string Line)> Read(string part, long from)
    {
        using var stream = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = from;
        foreach ((long end, byte[] line) in Lines(stream))
        {
            yield return (end, Encoding.UTF8.GetString(line));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _part?.Dispose();

    private FileStream Open()
    {
        _part?.Dispose();
        Directory.CreateDirectory(_folder);
        string? last = Directory.EnumerateFiles(_folder, "*.jsonl").Max(StringComparer.Ordinal);
        int number = last is null ? 1 : int.Parse(Path.GetFileNameWithoutExtension(last)) + (new FileInfo(last).Length < PartBytes ? 0 : 1);
        _part = new FileStream(Path.Combine(_folder, $"{number:D6}.jsonl"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _part.SetLength(EndOfLastLine(_part));
        _part.Position = _part.Length;
        return _part;
    }

    private static long EndOfLastLine(FileStream part)
    {
        long end = part.Length;
        while (end > 0)
        {
            part.Position = end - 1;
            if (part.ReadByte() == '\n')
            {
                break;
            }

            end--;
        }

        return end;
    }

    private static IEnumerable<(long End, byte[] Line)> Lines(FileStream stream)
    {
        var line = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        long position = stream.Position;
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            int start = 0;
            for (int feed; (feed = buffer.AsSpan(start, count - start).IndexOf((byte)'\n')) >= 0;)
            {
                line.Write(buffer, start, feed);
                start += feed + 1;
                yield return (position + start, line.ToArray());
                line.SetLength(0);
            }

            line.Write(buffer, start, count - start);
            position += count;
        }
    }
}
