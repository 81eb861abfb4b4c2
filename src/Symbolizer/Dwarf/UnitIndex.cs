using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Dwarf;

/// <summary>Which unit describes an address.</summary>
/// <remarks>
/// From .debug_aranges; units that it does not list (clang writes none) tell their ranges in their first entry. Where units overlap,
/// the first one in .debug_info is taken, as llvm-symbolizer does.
/// </remarks>
internal sealed class UnitIndex
{
    private readonly AddressRange[] _ranges;
    private readonly int[] _owners;

    public UnitIndex(Sections sections)
    {
        Units = Unit.ReadHeaders(sections);
        var claims = new List<(AddressRange Range, int Unit)>();
        var listed = new bool[Units.Count];
        ReadAddressRanges(sections, claims, listed);
        var table = new AbbreviationTable();
        var ranges = new List<AddressRange>();
        for (int i = 0; i < Units.Count; i++)
        {
            if (!listed[i])
            {
                Unit unit = Units[i];
                unit.ReadRoot(sections, table);
                ranges.Clear();
                new UnitValues(sections, unit).AddRanges(unit.LowPc, unit.HighPc, unit.Ranges, ranges);
                int owner = i;
                claims.AddRange(ranges.Select(range => (range, owner)));
            }
        }

        (_ranges, _owners) = Divide(claims);
    }

    public List<Unit> Units { get; }

    /// <summary>Index of the unit that describes an address; -1 when none does.</summary>
    public int Find(ulong address)
    {
        int low = 0, high = _ranges.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            (low, high) = _ranges[middle].High <= address ? (middle + 1, high) : (low, middle);
        }

        return low < _ranges.Length && _ranges[low].Low <= address ? _owners[low] : -1;
    }

    /// <summary>The unit that contains an offset of .debug_info; null when there is none.</summary>
    public Unit? Containing(ulong offset)
    {
        int low = 0, high = Units.Count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            (low, high) = (ulong)Units[middle].End <= offset ? (middle + 1, high) : (low, middle);
        }

        return low < Units.Count && offset >= (ulong)Units[low].FirstEntry ? Units[low] : null;
    }

    private void ReadAddressRanges(Sections sections, List<(AddressRange Range, int Unit)> claims, bool[] listed)
    {
        Dictionary<ulong, int> byOffset = [];
        for (int i = 0; i < Units.Count; i++)
        {
            byOffset.Add((ulong)Units[i].Offset, i);
        }

        ByteReader reader = sections.AddressRanges();
        while (reader.Remaining > 4)
        {
            int start = reader.Position;
            ulong length = reader.U32();
            bool wide = length == 0xffffffff;
            length = wide ? reader.U64() : length;
            if (length > (ulong)reader.Remaining)
            {
                throw Damage.At(".debug_aranges", start, $"a set of 0x{length:x} bytes");
            }

            int end = reader.Position + (int)length;
            reader.U16();
            ulong offset = reader.Offset(wide);
            int size = reader.U8();
            reader.U8();
            if (size is not (4 or 8))
            {
                throw Damage.At(".debug_aranges", start, $"addresses of {size} bytes");
            }

            int unaligned = (reader.Position - start) % (2 * size);
            reader.Skip(unaligned == 0 ? 0 : (ulong)((2 * size) - unaligned));
            while (byOffset.TryGetValue(offset, out int unit) && end - reader.Position >= 2 * size)
            {
                ulong low = reader.Unsigned(size), high = unchecked(low + reader.Unsigned(size));
                if (low < high)
                {
                    claims.Add((new(low, high), unit));
                    listed[unit] = true;
                }
            }

            reader.Position = end;
        }
    }

    /// <summary>Cuts claims that overlap into ranges that do not, each owned by the first unit that claims it.</summary>
    private static (AddressRange[] Ranges, int[] Owners) Divide(List<(AddressRange Range, int Unit)> claims)
    {
        var edges = new List<(ulong Address, bool Start, int Unit)>(claims.Count * 2);
        foreach ((AddressRange range, int unit) in claims)
        {
            edges.Add((range.Low, true, unit));
            edges.Add((range.High, false, unit));
        }

        edges.Sort((a, b) => a.Address.CompareTo(b.Address));
        var active = new SortedDictionary<int, int>();
        var ranges = new List<AddressRange>(claims.Count);
        var owners = new List<int>(claims.Count);
        ulong from = 0;
        foreach ((ulong address, bool start, int unit) in edges)
        {
            if (active.Count > 0 && address > from)
            {
                int owner = active.First().Key;
                if (ranges.Count > 0 && ranges[^1].High == from && owners[^1] == owner)
                {
                    ranges[^1] = ranges[^1] with { High = address };
                }
                else
                {
                    ranges.Add(new(from, address));
                    owners.Add(owner);
                }
            }

            from = address;
            int count = active.GetValueOrDefault(unit) + (start ? 1 : -1);
            if (count == 0)
            {
                active.Remove(unit);
            }
            else
            {
                active[unit] = count;
            }
        }

        return ([.. ranges], [.. owners]);
    }
}
