using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Dwarf;

/// <summary>One unit of .debug_info: its header and what its first entry says of all of it.</summary>
internal sealed class Unit
{
    private const byte TypeUnit = 2, SkeletonUnit = 4, SplitCompileUnit = 5, SplitTypeUnit = 6;

    /// <summary>Offset of the unit in .debug_info.</summary>
    public int Offset { get; private init; }

    /// <summary>Offset behind its last byte.</summary>
    public int End { get; private init; }

    /// <summary>Offset of its first entry.</summary>
    public int FirstEntry { get; private init; }

    public Encoding Encoding { get; private init; }

    public ulong AbbreviationOffset { get; private init; }

    /// <summary>DW_AT_comp_dir.</summary>
    public FormValue Directory { get; private set; }

    public FormValue Ranges { get; private set; }

    public FormValue LowPc { get; private set; }

    public FormValue HighPc { get; private set; }

    /// <summary>Offset of its line table; null when it has none.</summary>
    public ulong? Line { get; private set; }

    public ulong Language { get; private set; }

    public ulong StringOffsetsBase { get; private set; }

    public ulong AddressBase { get; private set; }

    public ulong RangeListsBase { get; private set; }

    /// <summary>True for languages whose functions are children of the unit alone: C and assembler.</summary>
    public bool IsFlat => IsC || IsAssembler;

    public bool IsAssembler => Language == 0x8001;

    public bool IsC => Language is 0x01 or 0x02 or 0x0c or 0x1d or 0x2c;

    /// <summary>Every unit header, in order.</summary>
    public static List<Unit> ReadHeaders(Sections sections)
    {
        var units = new List<Unit>();
        ByteReader reader = sections.Info();
        while (!reader.AtEnd)
        {
            Unit unit = ReadHeader(ref reader);
            units.Add(unit);
            reader.Position = unit.End;
        }

        return units;
    }

    /// <summary>Reads the first entry; <paramref name="table"/> is overwritten.</summary>
    public void ReadRoot(Sections sections, AbbreviationTable table)
    {
        ByteReader reader = sections.Info(FirstEntry, End);
        if (reader.AtEnd || reader.Uleb() is not (var code and not 0))
        {
            return;
        }

        table.Read(sections, AbbreviationOffset, Encoding, code);
        foreach (ref readonly AttributeSpec spec in table.Specs(table.Get(code, reader)))
        {
            Set(spec.Name, FormValue.Read(ref reader, spec.Form, spec.Implicit, Encoding));
        }
    }

    private static Unit ReadHeader(ref ByteReader reader)
    {
        int start = reader.Position;
        ulong length = reader.U32();
        bool wide = length == 0xffffffff;
        length = wide ? reader.U64() : length;
        if (length > (ulong)reader.Remaining || length == 0)
        {
            throw Damage.At(".debug_info", start, $"a unit of 0x{length:x} bytes");
        }

        int end = reader.Position + (int)length;
        int version = reader.U16();
        if (version is < 2 or > 5)
        {
            throw Damage.At(".debug_info", start, $"DWARF version {version}");
        }

        byte kind = version >= 5 ? reader.U8() : (byte)1;
        int addressSize = version >= 5 ? reader.U8() : 0;
        ulong abbreviations = reader.Offset(wide);
        addressSize = version >= 5 ? addressSize : reader.U8();
        if (addressSize is not (4 or 8))
        {
            throw Damage.At(".debug_info", start, $"addresses of {addressSize} bytes");
        }

        reader.Skip(kind switch { TypeUnit or SplitTypeUnit => wide ? 16u : 12u, SkeletonUnit or SplitCompileUnit => 8, _ => 0 });
        return new Unit
        {
            Offset = start,
            End = end,
            FirstEntry = Math.Min(reader.Position, end),
            Encoding = new(version, addressSize, wide),
            AbbreviationOffset = abbreviations,
        };
    }

    private void Set(ushort name, FormValue value)
    {
        switch (name)
        {
            case Attribute.Directory:
                Directory = value;
                break;
            case Attribute.Ranges:
                Ranges = value;
                break;
            case Attribute.LowPc:
                LowPc = value;
                break;
            case Attribute.HighPc:
                HighPc = value;
                break;
            case Attribute.StatementList:
                Line = value.Value;
                break;
            case Attribute.Language:
                Language = value.Value;
                break;
            case Attribute.StringOffsetsBase:
                StringOffsetsBase = value.Value;
                break;
            case Attribute.AddressBase or Attribute.GnuAddressBase:
                AddressBase = value.Value;
                break;
            case Attribute.RangeListsBase:
                RangeListsBase = value.Value;
                break;
        }
    }
}
