using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using KB.Symbolizer.Dwarf;
using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Cache;

/// <summary>A GSYM file, of ours or of llvm-gsymutil, mapped into memory. Safe to use from several threads.</summary>
internal sealed class GsymFile : IDisposable
{
    private const string Part = "GSYM";

    private readonly MappedFile _file;
    private readonly ReadOnlyMemory<byte> _data;
    private readonly bool _littleEndian;
    private readonly int _offsetSize, _infos, _files;
    private readonly ulong _base;
    private readonly uint _count, _strings, _stringSize;
    private readonly string _directory;
    private readonly uint _unnamed;
    private readonly ConcurrentDictionary<uint, string> _texts = new();
    private readonly SourceFile?[] _paths;

    /// <exception cref="BadImageFormatException">It is not a GSYM file of version 1, or damaged.</exception>
    public GsymFile(string path)
    {
        _file = new MappedFile(path);
        try
        {
            _data = _file.Slice(Part, 0, _file.Length);
            _littleEndian = Reader(0, littleEndian: true).U32() == GsymFormat.Magic;
            ByteReader reader = Reader(0, _littleEndian);
            if (reader.U32() != GsymFormat.Magic || reader.U16() != GsymFormat.Version)
            {
                throw Damage.At(Part, 0, "not a GSYM file of version 1");
            }

            _offsetSize = reader.U8();
            int uuid = reader.U8();
            _base = reader.U64();
            (_count, _strings, _stringSize) = (reader.U32(), reader.U32(), reader.U32());
            Uuid = Convert.ToHexStringLower(reader.Bytes((ulong)Math.Min(uuid, GsymFormat.MaxUuid)));
            if (_offsetSize is not (1 or 2 or 4 or 8) || (ulong)_count * (ulong)(_offsetSize + 4) > (ulong)_data.Length || (ulong)_strings + _stringSize > (ulong)_data.Length)
            {
                throw Damage.At(Part, 6, "tables that end past the file");
            }

            _infos = (GsymFormat.HeaderSize + ((int)_count * _offsetSize) + 3) & ~3;
            _files = _infos + ((int)_count * 4) + 4;
            uint fileCount = Reader(_files - 4).U32();
            if (fileCount > (uint)(_data.Length - _files) / 8)
            {
                throw Damage.At(Part, _files - 4, "files that end past the file");
            }

            _paths = new SourceFile?[fileCount];
            VerifyTrailer();
            string mark = _stringSize > 1 ? Text(1) : "";
            bool isMarked = mark.StartsWith(GsymFormat.DirectoryMark, StringComparison.Ordinal);
            _directory = isMarked ? mark[GsymFormat.DirectoryMark.Length..] : "";
            _unnamed = isMarked ? 2 + (uint)System.Text.Encoding.UTF8.GetByteCount(mark) : 0;
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Build id of the image it was made from, as hex digits.</summary>
    public string Uuid { get; }

    /// <summary>True when the file ends with our checksum.</summary>
    public bool IsOurs { get; private set; }

    /// <summary>Number of functions.</summary>
    public int Count => (int)_count;

    /// <summary>A source file: as recorded, and relative to the kernel tree.</summary>
    private sealed record SourceFile(string? Full, string? Path)
    {
        public static readonly SourceFile None = new(null, null);
    }

    /// <summary>Calls of the address that is being looked up; kept so that a lookup allocates its answer alone.</summary>
    [ThreadStatic]
    private static List<InlinedCall>? _calls;

    /// <summary>The frames of an address, innermost first; empty when no function covers it.</summary>
    public SourceFrame[] Find(ulong address)
    {
        ReadOnlySpan<byte> data = _data.Span;
        if (FindFunction(data, address) is not { } index)
        {
            return [];
        }

        ulong start = Start(data, index);
        ByteReader reader = new(data, Part, _littleEndian, _infos + (index * 4));
        reader.Seek(reader.U32());
        uint size = reader.U32(), name = reader.U32();
        if (size != 0 && address - start >= size)
        {
            return [];
        }

        (uint File, long Line) row = (0, 0);
        List<InlinedCall> calls = _calls ??= [];
        calls.Clear();
        while (reader.U32() is var kind and not GsymFormat.EndOfList)
        {
            uint length = reader.U32();
            ReadOnlySpan<byte> piece = reader.Bytes(length);
            if (kind == GsymFormat.LineTable)
            {
                row = GsymLines.Find(piece, _littleEndian, start, address);
            }
            else if (kind == GsymFormat.InlineInfo)
            {
                GsymInlines.Find(piece, _littleEndian, start, address, calls);
            }
        }

        return Chain(name, row, calls);
    }

    public void Dispose() => _file.Dispose();

    private SourceFrame[] Chain(uint function, (uint File, long Line) row, List<InlinedCall> calls)
    {
        var frames = new SourceFrame[calls.Count + 1];
        (uint file, long line) = row;
        for (int i = 0; i < frames.Length; i++)
        {
            bool inline = i < calls.Count;
            SourceFile source = FileAt(file);
            string name = inline ? Text(calls[^(i + 1)].Name) : function == _unnamed ? "" : Text(function);
            frames[i] = new SourceFrame(name, source.Full, (int)Math.Clamp(line, 0, int.MaxValue), 0, inline) { Path = source.Path };
            (file, line) = inline ? (calls[^(i + 1)].File, calls[^(i + 1)].Line) : (0, 0);
        }

        return frames;
    }

    private int? FindFunction(ReadOnlySpan<byte> data, ulong address)
    {
        if (_offsetSize == 4 && _littleEndian == BitConverter.IsLittleEndian)
        {
            return FindFunction(MemoryMarshal.Cast<byte, uint>(data.Slice(GsymFormat.HeaderSize, (int)_count * 4)), address);
        }

        int low = 0, high = (int)_count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            (low, high) = Start(data, middle) <= address ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : low - 1;
    }

    /// <summary>The same for the offsets of all kernels; steps of halved length, which a processor runs without a guess at each of them.</summary>
    private int? FindFunction(ReadOnlySpan<uint> offsets, ulong address)
    {
        if (offsets.IsEmpty || address < _base || address - _base < offsets[0])
        {
            return null;
        }

        uint wanted = (uint)Math.Min(address - _base, uint.MaxValue);
        int low = 0;
        for (int count = offsets.Length; count > 1;)
        {
            int half = count >> 1;
            low = offsets[low + half] <= wanted ? low + half : low;
            count -= half;
        }

        return low;
    }

    private ulong Start(ReadOnlySpan<byte> data, int index) =>
        unchecked(_base + new ByteReader(data, Part, _littleEndian, GsymFormat.HeaderSize + (index * _offsetSize)).Unsigned(_offsetSize));

    private SourceFile FileAt(uint index) => index == 0 || index >= (uint)_paths.Length ? SourceFile.None : _paths[index] ??= ReadFile(index);

    private SourceFile ReadFile(uint index)
    {
        ByteReader reader = Reader(_files + ((int)index * 8));
        string path = SourcePath.Join(Text(reader.U32()), Text(reader.U32()));
        return path.Length == 0 ? SourceFile.None : new(path, SourcePath.InTree(_directory, path));
    }

    private string Text(uint offset) => _texts.TryGetValue(offset, out string? known) ? known : _texts.GetOrAdd(offset, ReadText(offset));

    private string ReadText(uint offset)
    {
        if (offset >= _stringSize)
        {
            throw Damage.At(Part, offset, "a string past the strings");
        }

        ByteReader reader = new(_data.Span[..(int)(_strings + _stringSize)], Part, _littleEndian, (int)(_strings + offset));
        return Demangler.Demangle(System.Text.Encoding.UTF8.GetString(reader.CString()));
    }

    private ByteReader Reader(int position) => Reader(position, _littleEndian);

    private ByteReader Reader(int position, bool littleEndian) => new(_data.Span, Part, littleEndian, position);

    private void VerifyTrailer()
    {
        ReadOnlySpan<byte> data = _data.Span;
        if (data.Length < GsymFormat.HeaderSize + GsymFormat.TrailerSize)
        {
            return;
        }

        ByteReader trailer = Reader(data.Length - GsymFormat.TrailerSize, littleEndian: true);
        if (trailer.U64() != GsymFormat.TrailerMagic)
        {
            return;
        }

        if (trailer.U64() != GsymFormat.Checksum(data[..^GsymFormat.TrailerSize]))
        {
            throw Damage.At(Part, data.Length - 8, "the checksum does not fit");
        }

        IsOurs = true;
    }
}
