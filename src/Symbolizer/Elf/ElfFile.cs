using System.Text;

namespace KB.Symbolizer.Elf;

/// <summary>An ELF file: its header, its section table, and the bytes of its sections.</summary>
/// <remarks>Source: System V ABI, chapter 4. Reads 32 and 64 bits, both byte orders.</remarks>
internal sealed class ElfFile : IDisposable
{
    /// <summary>e_type of a file that still has to be linked: a kernel module.</summary>
    private const ushort Relocatable = 1;

    /// <summary>Bytes of the names of all sections; those of a kernel are some kilobytes. All sections of a damaged file could share one name as long as the file.</summary>
    private const long MaxNames = 16 << 20;

    private readonly MappedFile _file;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _loaded = new(StringComparer.Ordinal);

    public ElfFile(string path)
    {
        _file = new MappedFile(path);
        try
        {
            Sections = ReadSections();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public bool Is64 { get; private set; }

    public bool LittleEndian { get; private set; }

    /// <summary>e_machine: 62 is x86-64, 183 arm64, …</summary>
    public ushort Machine { get; private set; }

    /// <summary>True for kernel modules: addresses are relative to sections and debug sections have relocations.</summary>
    public bool IsRelocatable { get; private set; }

    public ElfSection[] Sections { get; }

    /// <summary>The first section of that name; null when there is none.</summary>
    public ElfSection? Find(string name) => Array.Find(Sections, section => section.Name == name);

    /// <summary>A section as it stands in the file; empty when the file holds no bytes of it.</summary>
    public ReadOnlyMemory<byte> Raw(ElfSection section) =>
        section.Type == ElfSection.NoBits ? ReadOnlyMemory<byte>.Empty : _file.Slice($"section {section.Name}", section.Offset, section.Size);

    public ByteReader Reader(ReadOnlySpan<byte> data, string part, int position = 0) => new(data, part, LittleEndian, position);

    /// <summary>A debug section, decompressed and relocated; empty when there is none. Kept until the file is closed.</summary>
    public ReadOnlyMemory<byte> Load(string name)
    {
        lock (_loaded)
        {
            if (!_loaded.TryGetValue(name, out ReadOnlyMemory<byte> data))
            {
                data = Find(name) is { } section ? SectionData.Read(this, section) : ReadOnlyMemory<byte>.Empty;
                _loaded.Add(name, data);
            }

            return data;
        }
    }

    public void Dispose() => _file.Dispose();

    private ElfSection[] ReadSections()
    {
        ByteReader reader = new(_file.Slice("ELF header", 0, Math.Min(64, _file.Length)).Span, "ELF header", littleEndian: true);
        if (!reader.Bytes(4).SequenceEqual("\u007fELF"u8))
        {
            throw Damage.At("ELF header", 0, "not an ELF file");
        }

        Is64 = reader.U8() switch { 1 => false, 2 => true, _ => throw Damage.At("ELF header", 4, "neither 32 nor 64 bits") };
        LittleEndian = reader.U8() switch { 1 => true, 2 => false, _ => throw Damage.At("ELF header", 5, "unknown byte order") };
        reader = new(_file.Slice("ELF header", 0, Is64 ? 64u : 52u).Span, "ELF header", LittleEndian, position: 16);
        IsRelocatable = reader.U16() == Relocatable;
        Machine = reader.U16();
        reader.Skip(Is64 ? 20u : 12u);
        ulong table = reader.Offset(Is64);
        reader.Skip(10);
        ulong size = reader.U16(), count = reader.U16();
        uint names = reader.U16();
        return table == 0 ? [] : ReadTable(table, size, count, names);
    }

    private ElfSection[] ReadTable(ulong table, ulong size, ulong count, uint names)
    {
        if (size < (Is64 ? 64u : 40u))
        {
            throw Damage.At("ELF header", table, $"section headers of {size} bytes");
        }

        // Files with 0xff00 sections and more keep both numbers in the first header.
        (_, ElfSection first) = ReadHeader(Reader(_file.Slice("section table", table, size).Span, "section table"), 0);
        count = count == 0 ? first.Size : count;
        names = names == 0xffff ? first.Link : names;
        if (count > _file.Length / size)
        {
            throw Damage.At("section table", table, $"{count} sections do not fit the file");
        }

        ReadOnlySpan<byte> data = _file.Slice("section table", table, size * count).Span;
        var sections = new ElfSection[(int)count];
        var nameOffsets = new uint[sections.Length];
        for (int i = 0; i < sections.Length; i++)
        {
            (nameOffsets[i], sections[i]) = ReadHeader(Reader(data, "section table", (int)((uint)i * size)), i);
        }

        ReadOnlySpan<byte> strings = names < count ? Raw(sections[(int)names]).Span : [];
        long left = MaxNames;
        for (int i = 0; i < sections.Length && !strings.IsEmpty; i++)
        {
            ByteReader reader = Reader(strings, "section names");
            reader.Seek(nameOffsets[i]);
            ReadOnlySpan<byte> name = reader.CString();
            left -= name.Length;
            sections[i] = left >= 0 ? sections[i] with { Name = Encoding.UTF8.GetString(name) } : throw reader.Fault($"more than 0x{MaxNames:x} bytes of names");
        }

        if (IsRelocatable)
        {
            SectionLayout.Place(sections);
        }

        return sections;
    }

    private (uint Name, ElfSection Section) ReadHeader(ByteReader reader, int index)
    {
        uint name = reader.U32();
        return (name, new ElfSection
        {
            Index = index,
            Name = "",
            Type = reader.U32(),
            Flags = reader.Offset(Is64),
            Address = reader.Offset(Is64),
            Offset = reader.Offset(Is64),
            Size = reader.Offset(Is64),
            Link = reader.U32(),
            Info = reader.U32(),
            Alignment = reader.Offset(Is64),
        });
    }
}
