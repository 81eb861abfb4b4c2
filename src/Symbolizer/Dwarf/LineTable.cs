using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Dwarf;

/// <summary>One row of a line table.</summary>
/// <param name="Address">First address that the row describes.</param>
/// <param name="File">Index of the file, counted as the table counts.</param>
/// <param name="Line">Source line; 0 for code that belongs to none.</param>
/// <param name="Column">Column from 1; 0 when unknown.</param>
/// <param name="EndSequence">True for the row that only ends a sequence: its address is the first one behind it.</param>
internal readonly record struct LineRow(ulong Address, uint File, int Line, ushort Column, bool EndSequence);

/// <summary>Rows <paramref name="First"/> to <paramref name="Last"/> (the end row), rising in address.</summary>
internal readonly record struct LineSequence(ulong Low, ulong High, int First, int Last);

/// <summary>The line table of one unit. One object is filled again for each unit.</summary>
/// <remarks>Source: DWARF 5, section 6.2; version 2 to 5.</remarks>
internal sealed class LineTable
{
    /// <summary>The largest units of a kernel have some hundred thousand rows; more is damage, and a bound for memory (24 bytes a row).</summary>
    private const int MaxRows = 1 << 23;

    private readonly List<LineSequence> _sequences = [];
    private LineRow[] _rows = new LineRow[4096];
    private int _count;

    public LineHeader Header { get; private set; } = LineHeader.Empty;

    public ReadOnlySpan<LineRow> Rows => _rows.AsSpan(0, _count);

    /// <summary>Sequences in the order of their end addresses.</summary>
    public IReadOnlyList<LineSequence> Sequences => _sequences;

    public void Clear()
    {
        _count = 0;
        _sequences.Clear();
        Header = LineHeader.Empty;
    }

    /// <summary>Reads the table at an offset of .debug_line.</summary>
    public void Read(Sections sections, UnitValues values, ulong offset, Encoding encoding)
    {
        Clear();
        (Header, int program, int end) = LineHeader.Read(sections, values, offset, encoding);
        ByteReader reader = sections.Line(program, end);
        Run(ref reader, Header);
        _sequences.Sort((a, b) => a.High.CompareTo(b.High));
    }

    /// <summary>The row that describes an address; null when none does.</summary>
    public LineRow? Find(ulong address) => IndexOf(address) is >= 0 and var index ? _rows[index] : null;

    /// <summary>The sequences that overlap a range, in order.</summary>
    public IEnumerable<LineSequence> Within(AddressRange range)
    {
        for (int i = FirstEndingBehind(range.Low); i < _sequences.Count && _sequences[i].Low < range.High; i++)
        {
            yield return _sequences[i];
        }
    }

    /// <summary>Index of that row; -1 when there is none.</summary>
    public int IndexOf(ulong address)
    {
        int low = FirstEndingBehind(address);
        if (low == _sequences.Count || address < _sequences[low].Low)
        {
            return -1;
        }

        (int first, int last) = (_sequences[low].First, _sequences[low].Last);
        while (first + 1 < last)
        {
            int middle = (first + last) >> 1;
            (first, last) = _rows[middle].Address <= address ? (middle, last) : (first, middle);
        }

        return first;
    }

    private int FirstEndingBehind(ulong address)
    {
        int low = 0, high = _sequences.Count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            (low, high) = _sequences[middle].High <= address ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Run(ref ByteReader reader, LineHeader header)
    {
        var state = new LineState();
        int first = _count;
        while (!reader.AtEnd)
        {
            int opcode = reader.U8();
            if (opcode >= header.OpcodeBase)
            {
                int adjusted = opcode - header.OpcodeBase;
                state.Advance((ulong)(adjusted / header.LineRange), header);
                state.Line = unchecked(state.Line + (uint)(header.LineBase + (adjusted % header.LineRange)));
                Append(ref reader, state, end: false);
            }
            else if (opcode == 0)
            {
                RunExtended(ref reader, ref state, header, ref first);
            }
            else if (opcode == LineState.Copy)
            {
                Append(ref reader, state, end: false);
            }
            else
            {
                state.RunStandard(opcode, ref reader, header);
            }
        }

        // Rows behind the last end mark belong to a sequence that was cut: they have no end, so nothing is said of them.
        _count = first;
    }

    private void RunExtended(ref ByteReader reader, ref LineState state, LineHeader header, ref int first)
    {
        ulong length = reader.Uleb();
        if (length == 0 || length > (ulong)reader.Remaining)
        {
            throw reader.Fault($"an extended opcode of 0x{length:x} bytes");
        }

        int next = reader.Position + (int)length;
        byte opcode = reader.U8();
        switch (opcode)
        {
            case LineState.EndSequence:
                Append(ref reader, state, end: true);
                EndSequence(ref first);
                state = new LineState();
                break;
            case LineState.SetAddress when length is 5 or 9:
                state.Address = reader.Unsigned((int)length - 1);
                state.Operation = 0;
                break;
            case LineState.DefineFile:
                header.AddFile(ref reader);
                break;
        }

        reader.Position = next;
    }

    private void Append(ref ByteReader reader, in LineState state, bool end)
    {
        if (_count == _rows.Length)
        {
            if (_count >= MaxRows)
            {
                throw reader.Fault($"more than {MaxRows} rows in one line table");
            }

            Array.Resize(ref _rows, _rows.Length * 2);
        }

        _rows[_count++] = new(state.Address, state.File, (int)Math.Min(state.Line, int.MaxValue), state.Column, end);
    }

    /// <summary>Closes a sequence, as llvm does: kept when it spans addresses and was not discarded by the linker.</summary>
    private void EndSequence(ref int first)
    {
        ulong low = _rows[first].Address, high = _rows[_count - 1].Address;
        if (low < high && low < ulong.MaxValue - 1)
        {
            Sort(_rows.AsSpan(first, _count - first - 1));
            _sequences.Add(new(low, high, first, _count - 1));
            first = _count;
        }
        else
        {
            _count = first;
        }
    }

    /// <summary>Rows rise in every table a compiler makes; damaged ones are put in order so that searching stays right.</summary>
    private static void Sort(Span<LineRow> rows)
    {
        for (int i = 1; i < rows.Length; i++)
        {
            if (rows[i].Address < rows[i - 1].Address)
            {
                rows.Sort((a, b) => a.Address.CompareTo(b.Address));
                return;
            }
        }
    }
}
