using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Dwarf;

/// <summary>Half-open range of addresses.</summary>
internal readonly record struct AddressRange(ulong Low, ulong High);

/// <summary>Follows the indexes and lists that attributes of a unit point to.</summary>
internal sealed class UnitValues(Sections sections, Unit unit)
{
    /// <summary>
    /// Range list entries that may be read for one unit. Entries of a unit share no lists, so real units stay far below their size in
    /// bytes; a damaged one in which all entries point to one long list must not take quadratic time.
    /// </summary>
    private long _entriesLeft = 4096L + (4L * (unit.End - unit.Offset));

    /// <summary>Kinds of range list entries. Source: DWARF 5, section 7.25.</summary>
    private const byte EndOfList = 0, BaseIndex = 1, StartEndIndex = 2, StartLengthIndex = 3, OffsetPair = 4, Base = 5, StartEnd = 6, StartLength = 7;

    /// <summary>A string attribute with its index looked up.</summary>
    public FormValue Text(FormValue value)
    {
        if (value.Form is not (Form.StringIndex or Form.StringIndex1 or Form.StringIndex2 or Form.StringIndex3 or Form.StringIndex4 or Form.GnuStringIndex))
        {
            return value;
        }

        ByteReader reader = sections.StringOffsets(Entry(unit.StringOffsetsBase, value.Value, unit.Encoding.OffsetSize));
        return new(Form.StringOffset, reader.Offset(unit.Encoding.Wide));
    }

    /// <summary>An address attribute with its index looked up; null when the form is none of addresses.</summary>
    public ulong? Address(FormValue value) => value.Form switch
    {
        Form.Address => value.Value,
        Form.AddressIndex or Form.AddressIndex1 or Form.AddressIndex2 or Form.AddressIndex3 or Form.AddressIndex4 or Form.GnuAddressIndex => AddressAt(value.Value),
        _ => null,
    };

    /// <summary>Appends the ranges that an entry covers; ranges that are empty or were discarded by the linker are left out.</summary>
    public void AddRanges(FormValue low, FormValue high, FormValue ranges, List<AddressRange> result)
    {
        if (low.Exists && high.Exists && Address(low) is { } start)
        {
            Add(result, start, Address(high) ?? unchecked(start + high.Value));
        }
        else if (ranges.Exists && unit.Encoding.Version >= 5)
        {
            AddRangeList(ranges, result);
        }
        else if (ranges.Exists)
        {
            AddOldRanges(ranges.Value, result);
        }
    }

    /// <summary>All ones, or one less, marks code that the linker dropped (DWARF 6 and lld; binutils uses 0 or 1 sized ranges).</summary>
    private ulong Highest => unit.Encoding.AddressSize == 8 ? ulong.MaxValue : uint.MaxValue;

    private void Add(List<AddressRange> result, ulong low, ulong high)
    {
        if (low < high && low < Highest - 1)
        {
            result.Add(new(low, high));
        }
    }

    private void AddRangeList(FormValue ranges, List<AddressRange> result)
    {
        ulong offset = ranges.Value;
        if (ranges.Form == Form.RangeListIndex)
        {
            ByteReader table = sections.RangeLists(Entry(unit.RangeListsBase, ranges.Value, unit.Encoding.OffsetSize));
            offset = Entry(unit.RangeListsBase, table.Offset(unit.Encoding.Wide), 1);
        }

        ByteReader reader = sections.RangeLists(offset);
        int size = unit.Encoding.AddressSize;
        ulong start = unit.LowPc.Exists ? Address(unit.LowPc) ?? 0 : 0;
        while (reader.U8() is var kind and not EndOfList)
        {
            Count(reader);
            switch (kind)
            {
                case BaseIndex:
                    start = AddressAt(reader.Uleb());
                    break;
                case Base:
                    start = reader.Unsigned(size);
                    break;
                case OffsetPair:
                    ulong from = reader.Uleb(), to = reader.Uleb();
                    if (start < Highest - 1)
                    {
                        Add(result, unchecked(start + from), unchecked(start + to));
                    }

                    break;
                case StartEndIndex:
                    Add(result, AddressAt(reader.Uleb()), AddressAt(reader.Uleb()));
                    break;
                case StartLengthIndex:
                    ulong first = AddressAt(reader.Uleb());
                    Add(result, first, unchecked(first + reader.Uleb()));
                    break;
                case StartEnd:
                    Add(result, reader.Unsigned(size), reader.Unsigned(size));
                    break;
                case StartLength:
                    ulong low = reader.Unsigned(size);
                    Add(result, low, unchecked(low + reader.Uleb()));
                    break;
                default:
                    throw reader.Fault($"range list entry of kind {kind}");
            }
        }
    }

    private void AddOldRanges(ulong offset, List<AddressRange> result)
    {
        ByteReader reader = sections.Ranges(offset);
        int size = unit.Encoding.AddressSize;
        ulong start = unit.LowPc.Exists ? Address(unit.LowPc) ?? 0 : 0;
        while (true)
        {
            Count(reader);
            ulong low = reader.Unsigned(size), high = reader.Unsigned(size);
            if (low == 0 && high == 0)
            {
                return;
            }

            if (low == Highest)
            {
                start = high;
            }
            else if (low < Highest - 1)
            {
                Add(result, unchecked(start + low), unchecked(start + high));
            }
        }
    }

    private void Count(scoped in ByteReader reader)
    {
        if (--_entriesLeft < 0)
        {
            throw reader.Fault("more range list entries than the unit can have");
        }
    }

    private ulong AddressAt(ulong index)
    {
        ByteReader reader = sections.Addresses(Entry(unit.AddressBase, index, unit.Encoding.AddressSize));
        return reader.Unsigned(unit.Encoding.AddressSize);
    }

    /// <summary>Offset of an entry of a table; the highest offset, which no section has, when the sum does not fit 64 bits.</summary>
    private static ulong Entry(ulong start, ulong index, int size) =>
        index > (ulong.MaxValue - start) / (ulong)size ? ulong.MaxValue : start + (index * (ulong)size);
}
