using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Dwarf;

/// <summary>What is read of an entry that describes a function or an inlined call of one.</summary>
internal struct Entry
{
    public FormValue Low, High, Ranges, Name, LinkageName;

    /// <summary>Offset in .debug_info of the entry that says the rest (abstract origin or specification); 0 when there is none.</summary>
    public ulong Origin;

    /// <summary>Offset in .debug_info of the next sibling; 0 when not told.</summary>
    public ulong Sibling;

    public uint CallFile, CallLine, CallColumn;

    /// <summary>Reads the attributes of an entry; the reader stands behind them.</summary>
    public static Entry Read(ref ByteReader reader, AbbreviationTable table, in Abbreviation abbreviation, Unit unit)
    {
        Entry entry = default;
        foreach (ref readonly AttributeSpec spec in table.Specs(abbreviation))
        {
            switch (spec.Name)
            {
                case Attribute.Sibling or Attribute.Name or Attribute.LowPc or Attribute.HighPc or Attribute.AbstractOrigin or Attribute.Specification
                    or Attribute.Ranges or (>= Attribute.CallColumn and <= Attribute.CallLine) or Attribute.LinkageName or Attribute.MipsLinkageName:
                    entry.Set(spec.Name, FormValue.Read(ref reader, spec.Form, spec.Implicit, unit.Encoding), unit);
                    break;
                default:
                    FormValue.Skip(ref reader, spec.Size, unit.Encoding);
                    break;
            }
        }

        return entry;
    }

    private void Set(ushort name, FormValue value, Unit unit)
    {
        switch (name)
        {
            case Attribute.Sibling:
                Sibling = Reference(value, unit);
                break;
            case Attribute.Name:
                Name = value;
                break;
            case Attribute.LowPc:
                Low = value;
                break;
            case Attribute.HighPc:
                High = value;
                break;
            case Attribute.AbstractOrigin or Attribute.Specification:
                Origin = Reference(value, unit);
                break;
            case Attribute.Ranges:
                Ranges = value;
                break;
            case Attribute.CallFile:
                CallFile = Narrow(value);
                break;
            case Attribute.CallLine:
                CallLine = Narrow(value);
                break;
            case Attribute.CallColumn:
                CallColumn = Narrow(value);
                break;
            case Attribute.LinkageName or Attribute.MipsLinkageName:
                LinkageName = value;
                break;
        }
    }

    private static uint Narrow(FormValue value) => (uint)Math.Min(value.Value, int.MaxValue);

    /// <summary>A reference as offset in .debug_info; 0 for one to another file.</summary>
    private static ulong Reference(FormValue value, Unit unit) => value.Form switch
    {
        Form.Reference1 or Form.Reference2 or Form.Reference4 or Form.Reference8 or Form.ReferenceUnsigned =>
            value.Value < (ulong)(unit.End - unit.Offset) ? value.Value + (ulong)unit.Offset : 0,
        Form.ReferenceAddress => value.Value,
        _ => 0,
    };
}
