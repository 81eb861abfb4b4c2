using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Dwarf;

/// <summary>One attribute of an abbreviation.</summary>
/// <param name="Name">One of <see cref="Attribute"/>.</param>
/// <param name="Form">One of <see cref="Dwarf.Form"/>.</param>
/// <param name="Size">Bytes, or a kind of <see cref="FormSize"/>.</param>
/// <param name="Implicit">The value of DW_FORM_implicit_const.</param>
internal readonly record struct AttributeSpec(ushort Name, ushort Form, sbyte Size, long Implicit);

/// <summary>The shape of one kind of entry (DIE).</summary>
/// <param name="Tag">One of <see cref="Dwarf.Tag"/>; 0 for a code that the table does not have.</param>
/// <param name="HasChildren">True when entries follow that are its children, ended by a zero byte.</param>
/// <param name="First">Index of its first attribute in <see cref="AbbreviationTable.Specs"/>.</param>
/// <param name="Count">Number of attributes.</param>
/// <param name="FixedSize">Bytes of all attributes when every one has a fixed size, else -1.</param>
/// <param name="SiblingAt">Offset of a four-byte DW_AT_sibling when <paramref name="FixedSize"/> is known, else -1.</param>
internal readonly record struct Abbreviation(ushort Tag, bool HasChildren, int First, int Count, int FixedSize, int SiblingAt);

/// <summary>The abbreviations of a unit. One table is filled again for each unit, so that reading a unit allocates nothing.</summary>
internal sealed class AbbreviationTable
{
    /// <summary>Compilers number abbreviations from 1 without gaps; the largest kernels use some thousands.</summary>
    private const ulong MaxCode = 1 << 20;

    private Abbreviation[] _entries = new Abbreviation[256];
    private AttributeSpec[] _specs = new AttributeSpec[1024];
    private int _specCount;

    /// <summary>Attributes of an abbreviation.</summary>
    public ReadOnlySpan<AttributeSpec> Specs(in Abbreviation abbreviation) => _specs.AsSpan(abbreviation.First, abbreviation.Count);

    /// <summary>Reads the table at an offset of .debug_abbrev, up to and with <paramref name="last"/> when only that entry is wanted.</summary>
    public void Read(Sections sections, ulong offset, Encoding encoding, ulong last = ulong.MaxValue)
    {
        Array.Clear(_entries);
        _specCount = 0;
        ByteReader reader = sections.Abbreviations(offset);
        while (reader.Uleb() is var code and not 0)
        {
            if (code > MaxCode)
            {
                throw reader.Fault($"abbreviation {code}");
            }

            if ((int)code >= _entries.Length)
            {
                Array.Resize(ref _entries, Math.Max(_entries.Length * 2, (int)code + 1));
            }

            _entries[(int)code] = ReadEntry(ref reader, encoding);
            if (code == last)
            {
                break;
            }
        }
    }

    /// <summary>The abbreviation of a code read at that place.</summary>
    /// <exception cref="BadImageFormatException">The table does not have it.</exception>
    public ref readonly Abbreviation Get(ulong code, scoped in ByteReader place)
    {
        if (code >= (ulong)_entries.Length || _entries[(int)code].Tag == 0)
        {
            throw place.Fault($"abbreviation {code} is not in the table of the unit");
        }

        return ref _entries[(int)code];
    }

    /// <summary>Passes over the attributes of an entry.</summary>
    /// <returns>Offset of the next sibling in the unit; 0 when the entry does not tell.</returns>
    public ulong Skip(ref ByteReader reader, in Abbreviation abbreviation, Encoding encoding)
    {
        int start = reader.Position;
        if (abbreviation.FixedSize >= 0)
        {
            ulong sibling = 0;
            if (abbreviation.SiblingAt >= 0)
            {
                reader.Skip((ulong)abbreviation.SiblingAt);
                sibling = reader.U32();
                reader.Position = start;
            }

            reader.Skip((ulong)abbreviation.FixedSize);
            return sibling;
        }

        return SkipEach(ref reader, abbreviation, encoding);
    }

    private ulong SkipEach(ref ByteReader reader, in Abbreviation abbreviation, Encoding encoding)
    {
        ulong sibling = 0;
        foreach (ref readonly AttributeSpec spec in Specs(abbreviation))
        {
            if (spec.Name == Attribute.Sibling)
            {
                sibling = FormValue.Read(ref reader, spec.Form, spec.Implicit, encoding).Value;
            }
            else
            {
                FormValue.Skip(ref reader, spec.Size, encoding);
            }
        }

        return sibling;
    }

    private Abbreviation ReadEntry(ref ByteReader reader, Encoding encoding)
    {
        ushort tag = (ushort)Math.Min(reader.Uleb(), ushort.MaxValue);
        bool hasChildren = reader.U8() != 0;
        int first = _specCount, fixedSize = 0, siblingAt = -1;
        while (true)
        {
            ulong name = reader.Uleb(), form = reader.Uleb();
            if (name == 0 && form == 0)
            {
                break;
            }

            long implicitValue = form == Form.ImplicitConstant ? reader.Sleb() : 0;
            ushort narrow = (ushort)Math.Min(form, ushort.MaxValue);
            var spec = new AttributeSpec((ushort)Math.Min(name, ushort.MaxValue), narrow, FormSize.Of(narrow, encoding), implicitValue);
            siblingAt = spec is { Name: Attribute.Sibling, Form: Form.Reference4 } ? fixedSize : siblingAt;
            fixedSize = fixedSize < 0 || spec.Size < 0 || (spec.Name == Attribute.Sibling && spec.Form != Form.Reference4) ? -1 : fixedSize + spec.Size;
            if (_specCount == _specs.Length)
            {
                Array.Resize(ref _specs, _specs.Length * 2);
            }

            _specs[_specCount++] = spec;
        }

        return new Abbreviation(tag == 0 ? ushort.MaxValue : tag, hasChildren, first, _specCount - first, fixedSize, siblingAt);
    }
}
