using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Dwarf;

/// <summary>The value of an attribute as it stands: a number, an offset, an index, or where a string starts.</summary>
/// <param name="Form">One of <see cref="Dwarf.Form"/>; 0 for an attribute that is not there.</param>
/// <param name="Value">The number; for an inline string its offset in .debug_info; for a block 0.</param>
internal readonly record struct FormValue(ushort Form, ulong Value)
{
    /// <summary>A form of our own for strings that stand in .debug_line itself.</summary>
    public const ushort InLineSection = 0xffff;

    public bool Exists => Form != 0;

    /// <summary>Reads a value; the reader stands behind it.</summary>
    public static FormValue Read(ref ByteReader reader, ushort form, long implicitValue, Encoding encoding)
    {
        if (form == Dwarf.Form.Indirect)
        {
            form = (ushort)Math.Min(reader.Uleb(), ushort.MaxValue);
            if (form is Dwarf.Form.Indirect or Dwarf.Form.ImplicitConstant)
            {
                throw reader.Fault("an indirect form that is no form");
            }
        }

        sbyte size = FormSize.Of(form, encoding);
        switch (size)
        {
            case 0:
                return new(form, form == Dwarf.Form.ImplicitConstant ? unchecked((ulong)implicitValue) : 1);
            case 1 or 2 or 4 or 8:
                return new(form, reader.Unsigned(size));
            case 3:
                return new(form, reader.U24());
            case FormSize.Leb:
                return new(form, form == Dwarf.Form.SignedData ? unchecked((ulong)reader.Sleb()) : reader.Uleb());
            case FormSize.Text:
                int start = reader.Position;
                reader.CString();
                return new(form, (ulong)start);
            default:
                Skip(ref reader, size, encoding);
                return new(form, 0);
        }
    }

    /// <summary>Passes over a value whose size is one of <see cref="FormSize"/>.</summary>
    public static void Skip(ref ByteReader reader, sbyte size, Encoding encoding)
    {
        switch (size)
        {
            case >= 0:
                reader.Skip((ulong)size);
                break;
            case FormSize.Leb:
                reader.SkipLeb();
                break;
            case FormSize.Text:
                reader.CString();
                break;
            case FormSize.Block:
                reader.Skip(reader.Uleb());
                break;
            case FormSize.Block1:
                reader.Skip(reader.U8());
                break;
            case FormSize.Block2:
                reader.Skip(reader.U16());
                break;
            case FormSize.Block4:
                reader.Skip(reader.U32());
                break;
            case FormSize.Indirect:
                Read(ref reader, Dwarf.Form.Indirect, 0, encoding);
                break;
            default:
                throw reader.Fault("a value of unknown form");
        }
    }
}
