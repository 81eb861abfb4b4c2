using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Dwarf;

/// <summary>The header of a line table: how its program counts, and its folders and files.</summary>
internal sealed class LineHeader
{
    private const ulong PathContent = 1, FolderContent = 2;

    private readonly List<FormValue> _folders = [];
    private readonly List<(FormValue Name, ulong Folder)> _files = [];
    private byte[] _arguments = [];

    public static LineHeader Empty { get; } = new();

    public int Version { get; private set; }

    public uint MinInstructionLength { get; private set; }

    public uint MaxOperations { get; private set; }

    public int LineBase { get; private set; }

    public int LineRange { get; private set; }

    public int OpcodeBase { get; private set; }

    /// <summary>Number of LEB128 arguments of a standard opcode.</summary>
    public int ArgumentCount(int opcode) => _arguments[opcode - 1];

    /// <summary>Reads the header at an offset; gives where the program starts and ends.</summary>
    public static (LineHeader Header, int Program, int End) Read(Sections sections, UnitValues values, ulong offset, Encoding encoding)
    {
        ByteReader reader = sections.Line(offset);
        int start = reader.Position;
        ulong length = reader.U32();
        bool wide = length == 0xffffffff;
        length = wide ? reader.U64() : length;
        if (length > (ulong)reader.Remaining)
        {
            throw Damage.At(".debug_line", start, $"a table of 0x{length:x} bytes");
        }

        int end = reader.Position + (int)length;
        var header = new LineHeader { Version = reader.U16() };
        if (header.Version is < 2 or > 5)
        {
            throw Damage.At(".debug_line", start, $"line table version {header.Version}");
        }

        encoding = encoding with { Version = header.Version, Wide = wide, AddressSize = header.Version >= 5 ? reader.U8() : encoding.AddressSize };
        reader.Skip(header.Version >= 5 ? 1u : 0u);
        ulong headerLength = reader.Offset(wide);
        if (headerLength > (ulong)Math.Max(end - reader.Position, 0) || encoding.AddressSize is not (4 or 8))
        {
            throw reader.Fault("a line table header that is longer than its table, or with odd addresses");
        }

        int program = reader.Position + (int)headerLength;
        header.ReadProgramFacts(ref reader);
        if (header.Version >= 5)
        {
            header.ReadTables(ref reader, values, encoding);
        }
        else
        {
            header.ReadOldTables(ref reader);
        }

        return (header, program, end);
    }

    /// <summary>DW_LNE_define_file, and the entries of old file tables: a file without its name read yet.</summary>
    public void AddFile(ref ByteReader reader)
    {
        int name = reader.Position;
        reader.CString();
        ulong folder = reader.Uleb();
        reader.SkipLeb();
        reader.SkipLeb();
        _files.Add((new(FormValue.InLineSection, (ulong)name), folder));
    }

    /// <summary>A file by its index as the program counts: its folder and its name. Null when the table has none.</summary>
    /// <remarks>A folder is empty when the name stands for itself in the directory of the compilation.</remarks>
    public (FormValue Folder, FormValue Name, bool InDirectory)? File(ulong index)
    {
        index = Version >= 5 ? index : unchecked(index - 1);
        if (index >= (ulong)_files.Count)
        {
            return null;
        }

        (FormValue name, ulong folder) = _files[(int)index];
        bool inDirectory = folder == 0;
        folder = Version >= 5 ? folder : unchecked(folder - 1);
        return (folder < (ulong)_folders.Count ? _folders[(int)folder] : default, name, inDirectory);
    }

    private void ReadProgramFacts(ref ByteReader reader)
    {
        MinInstructionLength = reader.U8();
        MaxOperations = Version >= 4 ? reader.U8() : 1u;
        reader.Skip(1); // default_is_stmt
        LineBase = unchecked((sbyte)reader.U8());
        LineRange = reader.U8();
        OpcodeBase = reader.U8();
        if (LineRange == 0 || OpcodeBase == 0)
        {
            throw reader.Fault("a line range or opcode base of 0");
        }

        _arguments = reader.Bytes((ulong)OpcodeBase - 1).ToArray();
    }

    private void ReadOldTables(ref ByteReader reader)
    {
        while (reader.Position is var start && !reader.CString().IsEmpty)
        {
            _folders.Add(new(FormValue.InLineSection, (ulong)start));
        }

        while (reader.U8() != 0)
        {
            reader.Position--;
            AddFile(ref reader);
        }
    }

    private void ReadTables(ref ByteReader reader, UnitValues values, Encoding encoding)
    {
        foreach ((FormValue name, _) in ReadEntries(ref reader, values, encoding))
        {
            _folders.Add(name);
        }

        _files.AddRange(ReadEntries(ref reader, values, encoding));
    }

    private static List<(FormValue Name, ulong Folder)> ReadEntries(ref ByteReader reader, UnitValues values, Encoding encoding)
    {
        var formats = new (ulong Content, ushort Form)[reader.U8()];
        for (int i = 0; i < formats.Length; i++)
        {
            formats[i] = (reader.Uleb(), (ushort)Math.Min(reader.Uleb(), ushort.MaxValue));
        }

        ulong count = reader.Uleb();
        if (count > (ulong)reader.Remaining)
        {
            throw reader.Fault($"{count} entries do not fit the table");
        }

        var entries = new List<(FormValue, ulong)>((int)Math.Min(count, 4096));
        for (; count > 0; count--)
        {
            FormValue name = default;
            ulong folder = 0;
            foreach ((ulong content, ushort form) in formats)
            {
                FormValue value = FormValue.Read(ref reader, form, 0, encoding);
                if (content == PathContent)
                {
                    name = value.Form == Form.String ? new(FormValue.InLineSection, value.Value) : values.Text(value);
                }
                else if (content == FolderContent)
                {
                    folder = value.Value;
                }
            }

            entries.Add((name, folder));
        }

        return entries;
    }
}
