using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Dwarf;

/// <summary>A function, or a call of one that was inlined.</summary>
/// <param name="Parent">Index of the node whose code contains it; -1 for a function.</param>
/// <param name="Entry">What its entry says.</param>
/// <param name="FirstRange">Index of its first address range in <see cref="FunctionTree.Ranges"/>.</param>
/// <param name="RangeCount">Number of its ranges, at least 1.</param>
internal readonly record struct FunctionNode(int Parent, Entry Entry, int FirstRange, int RangeCount)
{
    public bool IsInlined => Parent >= 0;
}

/// <summary>The functions of one unit and the calls inlined into them, parents before their children. One object is filled again for each unit.</summary>
/// <remarks>Entries that cannot hold wanted code (types, other functions) are passed over, by DW_AT_sibling where the compiler wrote it.</remarks>
internal sealed class FunctionTree
{
    /// <summary>Depth of entries within entries; compilers stay below 100.</summary>
    private const int MaxDepth = 10_000;

    /// <summary>Stands for an entry that belongs to no wanted function.</summary>
    private const int None = -1;

    private readonly List<FunctionNode> _nodes = [];
    private readonly List<AddressRange> _ranges = [];
    private readonly Stack<int> _parents = new();

    public IReadOnlyList<FunctionNode> Nodes => _nodes;

    public IReadOnlyList<AddressRange> Ranges => _ranges;

    /// <summary>Reads the functions that cover one of the addresses, which must be sorted; null for all functions.</summary>
    public void Read(Sections sections, Unit unit, UnitValues values, AbbreviationTable table, ulong[]? addresses)
    {
        _nodes.Clear();
        _ranges.Clear();
        _parents.Clear();
        ByteReader reader = sections.Info(unit.FirstEntry, unit.End);
        do
        {
            if (reader.AtEnd)
            {
                return;
            }

            ulong code = reader.Uleb();
            if (code == 0)
            {
                _parents.TryPop(out _);
                continue;
            }

            ref readonly Abbreviation abbreviation = ref table.Get(code, reader);
            if (abbreviation.Tag is Tag.Subprogram or Tag.InlinedSubroutine)
            {
                ReadFunction(ref reader, table, abbreviation, unit, values, addresses);
            }
            else
            {
                ReadOther(ref reader, table, abbreviation, unit);
            }
        }
        while (_parents.Count > 0);
    }

    private void ReadFunction(ref ByteReader reader, AbbreviationTable table, in Abbreviation abbreviation, Unit unit, UnitValues values, ulong[]? addresses)
    {
        Entry entry = Entry.Read(ref reader, table, abbreviation, unit);
        int first = _ranges.Count;
        values.AddRanges(entry.Low, entry.High, entry.Ranges, _ranges);
        int parent = abbreviation.Tag == Tag.InlinedSubroutine && _parents.Count > 0 ? _parents.Peek() : None;
        bool wanted = _ranges.Count > first && (addresses == null || Covers(first, addresses)) && (parent != None || abbreviation.Tag == Tag.Subprogram);
        if (wanted)
        {
            _nodes.Add(new(parent, entry, first, _ranges.Count - first));
        }
        else
        {
            _ranges.RemoveRange(first, _ranges.Count - first);
        }

        if (!abbreviation.HasChildren)
        {
            return;
        }

        if (wanted || !unit.IsFlat)
        {
            Enter(ref reader, wanted ? _nodes.Count - 1 : parent);
        }
        else
        {
            Leave(ref reader, table, unit, entry.Sibling);
        }
    }

    private void ReadOther(ref ByteReader reader, AbbreviationTable table, in Abbreviation abbreviation, Unit unit)
    {
        ulong sibling = table.Skip(ref reader, abbreviation, unit.Encoding);
        if (!abbreviation.HasChildren)
        {
            return;
        }

        bool isType = abbreviation.Tag is Tag.ArrayType or Tag.EnumerationType or Tag.SubroutineType
            || (unit.IsFlat && abbreviation.Tag is Tag.StructureType or Tag.UnionType or Tag.ClassType);
        if (isType)
        {
            Leave(ref reader, table, unit, sibling == 0 ? 0 : sibling + (ulong)unit.Offset);
        }
        else
        {
            Enter(ref reader, _parents.Count > 0 ? _parents.Peek() : None);
        }
    }

    private void Enter(ref ByteReader reader, int parent)
    {
        if (_parents.Count >= MaxDepth)
        {
            throw reader.Fault($"entries nested more than {MaxDepth} deep");
        }

        _parents.Push(parent);
    }

    /// <summary>Passes over the children of an entry: by its sibling, or one by one.</summary>
    private static void Leave(ref ByteReader reader, AbbreviationTable table, Unit unit, ulong sibling)
    {
        if (sibling != 0)
        {
            if (sibling < (ulong)reader.Position || sibling > (ulong)unit.End)
            {
                throw reader.Fault($"a sibling at 0x{sibling:x}, before its entry or outside of the unit");
            }

            reader.Position = (int)sibling;
            return;
        }

        for (int depth = 1; depth > 0;)
        {
            ulong code = reader.Uleb();
            if (code == 0)
            {
                depth--;
                continue;
            }

            ref readonly Abbreviation abbreviation = ref table.Get(code, reader);
            ulong next = table.Skip(ref reader, abbreviation, unit.Encoding) + (ulong)unit.Offset;
            if (next > (ulong)reader.Position && next <= (ulong)unit.End)
            {
                reader.Position = (int)next;
            }
            else if (abbreviation.HasChildren)
            {
                depth++;
            }
        }
    }

    private bool Covers(int first, ulong[] addresses)
    {
        for (int i = first; i < _ranges.Count; i++)
        {
            int index = Array.BinarySearch(addresses, _ranges[i].Low);
            index = index < 0 ? ~index : index;
            if (index < addresses.Length && addresses[index] < _ranges[i].High)
            {
                return true;
            }
        }

        return false;
    }
}
