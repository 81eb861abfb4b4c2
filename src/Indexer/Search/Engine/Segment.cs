using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KB.Indexer.Search.Engine;

/// <summary>One immutable file of postings, memory-mapped. Safe to read from several threads.</summary>
public sealed class Segment : IDisposable
{
    private readonly MappedFile _file;
    private readonly SegmentFooter _footer;
    private readonly TermDictionary[] _fields;

    private Segment(string path, MappedFile file, SegmentFooter footer)
    {
        (Path, _file, _footer) = (path, file, footer);
        FieldEntry[] entries = file.Array<FieldEntry>(footer.Fields, footer.FieldCount).ToArray();
        _fields = [.. entries.Select((entry, field) => new TermDictionary(file, entry, SearchFields.HasPositions((SearchField)field)))];
    }

    /// <summary>Path of the file.</summary>
    public string Path { get; }

    /// <summary>Documents in it, deleted ones too.</summary>
    public int Count => _footer.Count;

    /// <summary>Smallest number of a document in it; 0 when it is empty.</summary>
    public int First => Count == 0 ? 0 : Numbers[0];

    /// <summary>Greatest number of a document in it; -1 when it is empty.</summary>
    public int Last => Count == 0 ? -1 : Numbers[^1];

    /// <summary>Size of the file in bytes.</summary>
    public long Length => _file.Length;

    /// <summary>Number of each document.</summary>
    internal ReadOnlySpan<int> Numbers => _file.Array<int>(_footer.Numbers, (uint)_footer.Count);

    /// <summary>Size of each document.</summary>
    internal ReadOnlySpan<DocumentSize> Sizes => _file.Array<DocumentSize>(_footer.Sizes, (uint)_footer.Count);

    /// <summary>Maps a segment and checks every byte of it.</summary>
    /// <exception cref="InvalidDataException">The file is cut, damaged, or of another version.</exception>
    public static Segment Open(string path)
    {
        long length = new FileInfo(path).Length;
        int footerLength = Unsafe.SizeOf<SegmentFooter>();
        if (length < footerLength || length > SegmentFormat.MaxLength + footerLength)
        {
            throw new InvalidDataException($"{path}: {length} bytes cannot be a segment");
        }

        var file = new MappedFile(path, length);
        try
        {
            SegmentFooter footer = MemoryMarshal.Read<SegmentFooter>(file.Bytes((uint)(length - footerLength), (uint)footerLength));
            Check(file, footer, footerLength);
            return new Segment(path, file, footer);
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException or ArgumentException)
        {
            file.Dispose();
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Lets the mapping go; no search may run on it any more. A segment that nobody refers to lets go by itself.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>The terms of a field.</summary>
    internal TermDictionary this[SearchField field] => _fields[(int)field];

    private static void Check(MappedFile file, in SegmentFooter footer, int footerLength)
    {
        if (footer.Magic != SegmentFormat.Magic)
        {
            throw new InvalidDataException("not a segment, or its end is missing");
        }

        if (footer.Version != SegmentFormat.Version || footer.FieldCount != SearchFields.Count)
        {
            throw new InvalidDataException($"version {footer.Version} of the segment format, this program reads {SegmentFormat.Version}");
        }

        if (footer.Length != file.Length - footerLength || footer.Count < 0
            || SegmentOutput.Checksum(SegmentOutput.Checksum(uint.MaxValue, file.Bytes(0, footer.Length)), footer) != footer.Checksum)
        {
            throw new InvalidDataException("damaged: its checksum does not match");
        }
    }
}
