using KB.Symbolizer.Dwarf;
using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Cache;

/// <summary>One function of a GSYM file: where it is, and where its bytes stand.</summary>
internal readonly record struct EncodedFunction(ulong Start, uint Size, ByteWriter Buffer, int Offset, int Length);

/// <summary>Writes functions in the form of GSYM. For one thread; units come one after the other.</summary>
internal sealed class GsymEncoder(GsymStrings strings, SymbolTable symbols, Sections sections)
{
    /// <summary>Line steps that fit a special opcode. With 14 of them an opcode carries up to 17 bytes of code too.</summary>
    private const int MinDelta = -4, MaxDelta = 9, DeltaCount = MaxDelta - MinDelta + 1;

    private readonly ByteWriter _buffer = new();
    private readonly Dictionary<uint, uint> _files = [];
    private readonly Dictionary<FormValue, uint> _names = [];
    private readonly List<List<int>> _children = [];

    /// <summary>Rows that may be written for a unit: functions do not overlap, so damage alone makes many of few.</summary>
    private long _rowsLeft;

    /// <summary>Where the function that is being written begins in the buffer.</summary>
    private int _start;

    public List<EncodedFunction> Functions { get; } = [];

    /// <summary>Encodes the functions of a unit that has been read whole, and the symbols in its ranges that no function covers.</summary>
    /// <remarks>Functions of the assembler have labels within them that stand in traces, so of its units only the symbols are taken.</remarks>
    public void Encode(UnitReader reader, Unit unit, IEnumerable<Symbol> unitSymbols)
    {
        _files.Clear();
        _rowsLeft = 4096 + (16L * (reader.Lines.Rows.Length + reader.Functions.Nodes.Count));
        IReadOnlyList<FunctionNode> nodes = reader.Functions.Nodes;
        CollectChildren(nodes);
        var covered = new List<AddressRange>();
        for (int i = 0; i < nodes.Count && !unit.IsAssembler; i++)
        {
            for (int k = 0; k < nodes[i].RangeCount && !nodes[i].IsInlined; k++)
            {
                AddressRange range = reader.Functions.Ranges[nodes[i].FirstRange + k];
                covered.Add(range);
                uint name = symbols.Find(range.Low) is { } symbol ? strings.Add(symbols.Name(symbol)) : Name(reader, unit, nodes[i]);
                EncodeFunction(reader, unit, range, name, i);
            }
        }

        var bySymbols = new List<AddressRange>();
        covered.Sort((a, b) => a.Low.CompareTo(b.Low));
        foreach (Symbol symbol in unitSymbols)
        {
            if (!IsCovered(covered, symbol.Address) && SizeOf(symbol) is > 0 and var size)
            {
                bySymbols.Add(new(symbol.Address, unchecked(symbol.Address + size)));
                EncodeFunction(reader, unit, bySymbols[^1], strings.Add(symbols.Name(symbol)), node: -1);
            }
        }

        covered.AddRange(bySymbols);
        covered.Sort((a, b) => a.Low.CompareTo(b.Low));
        EncodeGaps(reader, unit, covered);
    }

    /// <summary>Encodes what has lines but lies between functions.</summary>
    private void EncodeGaps(UnitReader reader, Unit unit, List<AddressRange> covered)
    {
        int next = 0;
        ulong done = 0;
        foreach (LineSequence sequence in reader.Lines.Sequences.OrderBy(sequence => sequence.Low))
        {
            ulong from = Math.Max(sequence.Low, done);
            for (; next < covered.Count && covered[next].Low < sequence.High; next++)
            {
                EncodeGap(reader, unit, from, Math.Min(covered[next].Low, sequence.High));
                from = Math.Max(from, covered[next].High);
            }

            EncodeGap(reader, unit, from, sequence.High);
            done = Math.Max(done, Math.Max(from, sequence.High));
        }
    }

    private void EncodeGap(UnitReader reader, Unit unit, ulong low, ulong high)
    {
        if (low < high && reader.Owns(unit, low))
        {
            EncodeFunction(reader, unit, new(low, high), strings.Unnamed, node: -1);
        }
    }

    /// <summary>Encodes a symbol of which nothing but its name is known.</summary>
    public void EncodeBare(Symbol symbol)
    {
        if (SizeOf(symbol) is > 0 and <= uint.MaxValue and var size)
        {
            Start(strings.Add(symbols.Name(symbol)), size);
            Finish(symbol.Address, size);
        }
    }

    private static bool IsCovered(List<AddressRange> ranges, ulong address)
    {
        int low = 0, high = ranges.Count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            (low, high) = ranges[middle].High <= address ? (middle + 1, high) : (low, middle);
        }

        return low < ranges.Count && ranges[low].Low <= address;
    }

    private ulong SizeOf(Symbol symbol) => symbol.Size > 0 ? symbol.Size : symbols.DistanceToNext(symbol.Address) ?? 0;

    private uint Name(UnitReader reader, Unit unit, in FunctionNode node)
    {
        FormValue value = reader.NameOf(unit, node);
        if (!_names.TryGetValue(value, out uint name))
        {
            name = strings.Add(sections.TextString(value));
            _names.Add(value, name);
        }

        return name;
    }

    private uint File(UnitReader reader, uint number)
    {
        if (!_files.TryGetValue(number, out uint file))
        {
            file = strings.AddFile(reader.FileAt(number).File);
            _files.Add(number, file);
        }

        return file;
    }

    private void CollectChildren(IReadOnlyList<FunctionNode> nodes)
    {
        while (_children.Count < nodes.Count)
        {
            _children.Add([]);
        }

        for (int i = 0; i < nodes.Count; i++)
        {
            _children[i].Clear();
            if (nodes[i].IsInlined)
            {
                _children[nodes[i].Parent].Add(i);
            }
        }
    }

    private void Start(uint name, ulong size)
    {
        _buffer.Align(4);
        _start = _buffer.Length;
        _buffer.U32((uint)size);
        _buffer.U32(name);
    }

    private void Finish(ulong start, ulong size)
    {
        _buffer.U32(GsymFormat.EndOfList);
        _buffer.U32(0);
        Functions.Add(new(start, (uint)size, _buffer, _start, _buffer.Length - _start));
    }

    private void EncodeFunction(UnitReader reader, Unit unit, AddressRange range, uint name, int node)
    {
        if (range.High <= range.Low || range.High - range.Low > uint.MaxValue)
        {
            return;
        }

        Start(name, range.High - range.Low);
        Piece(GsymFormat.LineTable, () => EncodeLines(reader, range));
        if (node >= 0 && _children[node].Count > 0)
        {
            Piece(GsymFormat.InlineInfo, () => EncodeInlines(reader, unit, range, name, node));
        }

        Finish(range.Low, range.High - range.Low);
    }

    private void Piece(uint kind, Func<bool> encode)
    {
        int start = _buffer.Length;
        _buffer.U32(kind);
        _buffer.U32(0);
        if (encode())
        {
            _buffer.PatchU32(start + 4, (uint)(_buffer.Length - start - 8));
        }
        else
        {
            _buffer.CutTo(start);
        }
    }

    private bool EncodeLines(UnitReader reader, AddressRange range)
    {
        List<(ulong Address, uint File, int Line)> rows = Rows(reader, range);
        if (rows.Count == 0)
        {
            return false;
        }

        _buffer.Sleb(MinDelta);
        _buffer.Sleb(MaxDelta);
        _buffer.Uleb((uint)rows[0].Line);
        (ulong address, uint file, int line) = (range.Low, 1, rows[0].Line);
        foreach ((ulong nextAddress, uint nextFile, int nextLine) in rows)
        {
            if (nextFile != file)
            {
                _buffer.U8(GsymFormat.SetFile);
                _buffer.Uleb(nextFile);
            }

            EncodeStep(nextAddress - address, (long)nextLine - line);
            (address, file, line) = (nextAddress, nextFile, nextLine);
        }

        _buffer.U8(GsymFormat.EndSequence);
        return true;
    }

    private void EncodeStep(ulong advance, long lines)
    {
        if (lines is >= MinDelta and <= MaxDelta && advance <= 255)
        {
            ulong special = (ulong)(lines - MinDelta) + (DeltaCount * advance) + GsymFormat.FirstSpecial;
            if (special <= 255)
            {
                _buffer.U8((byte)special);
                return;
            }
        }

        if (lines != 0)
        {
            _buffer.U8(GsymFormat.AdvanceLine);
            _buffer.Sleb(lines);
        }

        _buffer.U8(GsymFormat.AdvancePc);
        _buffer.Uleb(advance);
    }

    /// <summary>Rows of a range: of several at one address the last, and none that says what the one before it said.</summary>
    private List<(ulong Address, uint File, int Line)> Rows(UnitReader reader, AddressRange range)
    {
        var rows = new List<(ulong Address, uint File, int Line)>();
        ReadOnlySpan<LineRow> all = reader.Lines.Rows;
        foreach (LineSequence sequence in reader.Lines.Within(range))
        {
            int index = reader.Lines.IndexOf(Math.Max(range.Low, sequence.Low));
            for (; index >= 0 && index <= sequence.Last && all[index].Address < range.High; index++)
            {
                // Behind a sequence that ends within the range nothing is known, up to the next one.
                LineRow row = all[index].EndSequence ? all[index] with { File = uint.MaxValue, Line = 0 } : all[index];
                Add(rows, Math.Max(row.Address, range.Low), File(reader, row.File), row.Line);
            }
        }

        return rows;
    }

    private void Add(List<(ulong Address, uint File, int Line)> rows, ulong address, uint file, int line)
    {
        if (--_rowsLeft < 0)
        {
            throw Damage.At(".debug_info", 0, "functions that share their lines");
        }

        if (rows.Count > 0 && rows[^1].Address > address)
        {
            return;
        }

        if (rows.Count > 0 && rows[^1].Address == address)
        {
            rows.RemoveAt(rows.Count - 1);
        }

        if (rows.Count == 0 || rows[^1].File != file || rows[^1].Line != line)
        {
            rows.Add((address, file, line));
        }
    }

    /// <summary>The tree of inlined calls, the function itself at its root; without recursion, since the depth comes from the file.</summary>
    private bool EncodeInlines(UnitReader reader, Unit unit, AddressRange range, uint name, int root)
    {
        EncodeRanges([range], range.Low);
        EncodeCall(true, name, 0, 0);
        var open = new Stack<(int Node, int Next, List<AddressRange> Ranges)>([(root, 0, [range])]);
        while (open.Count > 0)
        {
            (int node, int next, List<AddressRange> within) = open.Pop();
            if (next == _children[node].Count)
            {
                _buffer.U8(0);
                continue;
            }

            open.Push((node, next + 1, within));
            int child = _children[node][next];
            FunctionNode call = reader.Functions.Nodes[child];
            List<AddressRange> ranges = Clip(reader, call, within);
            if (ranges.Count == 0)
            {
                continue;
            }

            EncodeRanges(ranges, within[0].Low);
            EncodeCall(_children[child].Count > 0, Name(reader, unit, call), File(reader, call.Entry.CallFile), call.Entry.CallLine);
            if (_children[child].Count > 0)
            {
                open.Push((child, 0, ranges));
            }
        }

        return true;
    }

    /// <summary>The parts of a call that lie within its caller, in order.</summary>
    private static List<AddressRange> Clip(UnitReader reader, in FunctionNode call, List<AddressRange> within)
    {
        var result = new List<AddressRange>();
        for (int i = call.FirstRange; i < call.FirstRange + call.RangeCount; i++)
        {
            AddressRange range = reader.Functions.Ranges[i];
            ulong low = Math.Max(range.Low, within[0].Low), high = Math.Min(range.High, within[^1].High);
            if (low < high)
            {
                result.Add(new(low, high));
            }
        }

        result.Sort((a, b) => a.Low.CompareTo(b.Low));
        return result;
    }

    private void EncodeRanges(List<AddressRange> ranges, ulong from)
    {
        _buffer.Uleb((uint)ranges.Count);
        foreach (AddressRange range in ranges)
        {
            _buffer.Uleb(range.Low - from);
            _buffer.Uleb(range.High - range.Low);
        }
    }

    private void EncodeCall(bool hasChildren, uint name, uint file, uint line)
    {
        _buffer.U8(hasChildren ? (byte)1 : (byte)0);
        _buffer.U32(name);
        _buffer.Uleb(file);
        _buffer.Uleb(line);
    }
}
