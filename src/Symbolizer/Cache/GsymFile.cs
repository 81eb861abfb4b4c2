using System.Buffers.Binary;
using System.Collections.Concurrent;
using KB.Symbolizer.Dwarf;
using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Cache;

/// <summary>A GSYM file, of ours or of llvm-gsymutil, mapped into memory. Safe to use from several threads.</summary>
internal sealed class GsymFile : IDisposable
{
    private const string Part = "GSYM";

    /// <summary>Inlined calls within inlined calls; compilers stay below 50.</summary>
    private const int MaxDepth = 1000;

    private readonly MappedFile _file;
    private readonly ReadOnlyMemory<byte> _data;
    private readonly bool _littleEndian;
    private readonly int _offsetSize, _infos, _files;
    private readonly ulong _base;
    private readonly uint _count, _fileCount, _strings, _stringSize;
    private readonly string _directory;
    private readonly uint _unnamed;
    private readonly ConcurrentDictionary<uint, string> _texts = new();
    private readonly ConcurrentDictionary<uint, (string? File, string? Path)> _paths = new();

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
            _fileCount = Reader(_files - 4).U32();
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

    /// <summary>Calls of the address that is being looked up; kept so that a lookup allocates its answer alone.</summary>
    [ThreadStatic]
    private static List<InlinedCall>? _calls;

    [ThreadStatic]
    private static Stack<(ulong Base, bool Covers)>? _open;

    private readonly record struct InlinedCall(uint Name, uint File, uint Line);

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
            int end = reader.Position;
            if (kind == GsymFormat.LineTable)
            {
                row = GsymLines.Find(reader.Bytes(length), _littleEndian, start, address);
                reader.Position = end;
            }
            else if (kind == GsymFormat.InlineInfo)
            {
                FindCalls(reader, start, address, calls);
            }

            reader.Position = end;
            reader.Skip(length);
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
            (string? full, string? path) = FilePath(file);
            frames[i] = new SourceFrame(inline ? Text(calls[^(i + 1)].Name) : function == _unnamed ? "" : Text(function), full, (int)Math.Clamp(line, 0, int.MaxValue), 0, inline) { Path = path };
            (file, line) = inline ? (calls[^(i + 1)].File, calls[^(i + 1)].Line) : (0, 0);
        }

        return frames;
    }

    private int? FindFunction(ReadOnlySpan<byte> data, ulong address)
    {
        int low = 0, high = (int)_count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            (low, high) = Start(data, middle) <= address ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : low - 1;
    }

    private ulong Start(ReadOnlySpan<byte> data, int index)
    {
        int place = GsymFormat.HeaderSize + (index * _offsetSize);
        ulong offset = _offsetSize == 4 && _littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(data[place..])
            : new ByteReader(data, Part, _littleEndian, place).Unsigned(_offsetSize);
        return unchecked(_base + offset);
    }

    /// <summary>Collects the calls that cover an address, outermost first: of siblings the first, as LLVM does. Without recursion.</summary>
    private static void FindCalls(ByteReader reader, ulong start, ulong address, List<InlinedCall> calls)
    {
        Stack<(ulong Base, bool Covers)> open = _open ??= [];
        open.Clear();
        (ulong from, bool within) = (start, true);
        do
        {
            ulong count = reader.Uleb();
            if (count == 0)
            {
                // The end of a list of calls: when the caller covers the address, all that do have been seen.
                if (!open.TryPop(out _) || within)
                {
                    return;
                }
            }
            else
            {
                (bool covers, ulong first) = ReadRanges(ref reader, count, from, address);
                bool hasChildren = reader.U8() != 0;
                uint name = reader.U32(), file = (uint)Math.Min(reader.Uleb(), uint.MaxValue), line = (uint)Math.Min(reader.Uleb(), int.MaxValue);
                if (covers && within && open.Count > 0)
                {
                    calls.Add(new(name, file, line));
                }

                if (hasChildren)
                {
                    open.Push(open.Count < MaxDepth ? (first, covers && within) : throw reader.Fault("calls nested too deep"));
                }
                else if (covers && within)
                {
                    return;
                }
            }

            (from, within) = open.Count > 0 ? open.Peek() : default;
        }
        while (open.Count > 0);
    }

    private static (bool Covers, ulong First) ReadRanges(ref ByteReader reader, ulong count, ulong from, ulong address)
    {
        (bool covers, ulong first) = (false, 0);
        for (ulong i = 0; i < count; i++)
        {
            ulong low = unchecked(from + reader.Uleb()), size = reader.Uleb();
            first = i == 0 ? low : first;
            covers |= unchecked(address - low) < size;
        }

        return (covers, first);
    }

    private (string? File, string? Path) FilePath(uint file) => file == 0 || file >= _fileCount ? default
        : _paths.TryGetValue(file, out (string?, string?) known) ? known
        : _paths.GetOrAdd(file, ReadPath(file));

    private (string? File, string? Path) ReadPath(uint file)
    {
        ByteReader reader = Reader(0);
        reader.Seek((ulong)_files + (file * 8ul));
        string folder = Text(reader.U32()), name = Text(reader.U32());
        string path = SourcePath.Join(folder, name);
        return path.Length == 0 ? default : (path, SourcePath.InTree(_directory, path));
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
