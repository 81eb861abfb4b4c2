using System.Numerics;
using System.Runtime.InteropServices;

namespace KB.Indexer.Search.Engine;

/// <summary>Writes a segment file: to a temporary name beside the path, synced and renamed at <see cref="Finish"/>.</summary>
internal sealed class SegmentOutput : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private uint _checksum = uint.MaxValue;
    private bool _finished;

    /// <summary>Begins a file.</summary>
    public SegmentOutput(string path)
    {
        _path = path;
        _file = new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write, FileShare.None, 1 << 18);
    }

    /// <summary>Bytes written.</summary>
    public long Position { get; private set; }

    /// <summary>Appends bytes.</summary>
    /// <exception cref="InvalidOperationException">The file would be larger than a segment may be.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (Position + bytes.Length > SegmentFormat.MaxLength)
        {
            throw new InvalidOperationException("A segment may not exceed 2 GB: write more and smaller ones.");
        }

        _file.Write(bytes);
        _checksum = Checksum(_checksum, bytes);
        Position += bytes.Length;
    }

    /// <summary>Appends an array of fixed-size values at a multiple of 8; gives where it starts.</summary>
    public uint WriteArray<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Write(stackalloc byte[(int)(-Position & 7)]);
        uint start = (uint)Position;
        Write(MemoryMarshal.AsBytes(values));
        return start;
    }

    /// <summary>Writes the footer, syncs, and gives the file its name.</summary>
    public void Finish(SegmentFooter footer)
    {
        footer.Length = (uint)Position;
        footer.Version = SegmentFormat.Version;
        footer.Magic = SegmentFormat.Magic;
        footer.Checksum = Checksum(_checksum, footer);
        _file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<SegmentFooter>(in footer)));
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_path + ".tmp", _path, overwrite: true);
        _finished = true;
    }

    /// <summary>Removes a file that was not finished.</summary>
    public void Dispose()
    {
        _file.Dispose();
        if (!_finished)
        {
            File.Delete(_path + ".tmp");
        }
    }

    /// <summary>Goes on over a footer, its own checksum taken as 0.</summary>
    public static uint Checksum(uint checksum, SegmentFooter footer)
    {
        footer.Checksum = 0;
        return Checksum(checksum, MemoryMarshal.AsBytes(new ReadOnlySpan<SegmentFooter>(in footer)));
    }

    /// <summary>CRC-32C (Castagnoli), not inverted at the end, so that parts can follow each other; starts with all ones.</summary>
    public static uint Checksum(uint checksum, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            checksum = BitOperations.Crc32C(checksum, word);
        }

        foreach (byte rest in bytes[(words.Length * 8)..])
        {
            checksum = BitOperations.Crc32C(checksum, rest);
        }

        return checksum;
    }
}
