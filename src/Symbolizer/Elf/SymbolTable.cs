using System.Runtime.CompilerServices;
using System.Text;

namespace KB.Symbolizer.Elf;

/// <summary>One symbol that names code or data in memory.</summary>
/// <param name="Address">Where it starts; in a relocatable file as <see cref="SectionLayout"/> placed its section.</param>
/// <param name="Size">st_size in bytes; 0 for labels of the assembler.</param>
/// <param name="Name">Offset of its name in the string table.</param>
internal readonly record struct Symbol(ulong Address, ulong Size, uint Name);

/// <summary>The symbols of .symtab by address and by name.</summary>
/// <remarks>A kernel has some 100,000 of them, read once when a program starts: too few calls for the compiler to find out that these loops are hot.</remarks>
internal sealed class SymbolTable
{
    private const int NoType = 0, Data = 1, Function = 2, IndirectFunction = 10;
    private const ushort Arm = 40;

    /// <summary>Bytes of a name that are read: the kernel keeps 512 (KSYM_NAME_LEN). Without a bound all symbols of a damaged table could share one name as long as the file.</summary>
    internal const int MaxName = 4096;

    /// <summary>Of several names of one function, a module goes by its first (kernel/module/kallsyms.c: <c>widget_init</c>, not <c>init_module</c>), a kernel by its last, as llvm-symbolizer has it.</summary>
    private readonly bool _firstAlias;

    private readonly ReadOnlyMemory<byte> _strings = ReadOnlyMemory<byte>.Empty;
    private readonly Symbol[] _symbols = [];
    private readonly ulong[] _addresses;
    private readonly int[] _byAddress;
    private readonly Lazy<(int[] Heads, int[] Next)> _byName;

    public SymbolTable(ElfFile file)
    {
        _firstAlias = file.IsRelocatable;
        if (Array.Find(file.Sections, section => section.Type == ElfSection.SymbolTable) is { } table && table.Link < (uint)file.Sections.Length)
        {
            _strings = file.Raw(file.Sections[table.Link]);
            _symbols = Read(file, table);
        }

        (_addresses, _byAddress) = ByAddress();
        _byName = new(HashNames);
    }

    /// <summary>A table of symbols that come from elsewhere; names are ended by zero bytes.</summary>
    public SymbolTable(Symbol[] symbols, ReadOnlyMemory<byte> strings)
    {
        (_symbols, _strings) = (symbols, strings);
        (_addresses, _byAddress) = ByAddress();
        _byName = new(HashNames);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (ulong[] Addresses, int[] Symbols) ByAddress()
    {
        var addresses = new ulong[_symbols.Length];
        var byAddress = new int[_symbols.Length];
        for (int i = 0; i < _symbols.Length; i++)
        {
            (addresses[i], byAddress[i]) = (_symbols[i].Address, i);
        }

        Array.Sort(addresses, byAddress);
        int count = KeepLargest(addresses, byAddress);
        return (addresses[..count], byAddress[..count]);
    }

    public IReadOnlyList<Symbol> All => _symbols;

    /// <summary>Symbols at distinct addresses in their order; where several stand at one address, the largest.</summary>
    public IEnumerable<Symbol> Distinct => _byAddress.Select(index => _symbols[index]);

    /// <summary>The symbol that covers an address; one without size covers all up to the next. Null when there is none.</summary>
    public Symbol? Find(ulong address)
    {
        int index = Array.BinarySearch(_addresses, address);
        index = index < 0 ? ~index - 1 : index;
        if (index < 0)
        {
            return null;
        }

        Symbol symbol = _symbols[_byAddress[index]];
        return symbol.Size == 0 || address - symbol.Address < symbol.Size ? symbol : null;
    }

    /// <summary>Bytes to the next symbol at another address, which is what kallsyms prints as size; null for the last one.</summary>
    public ulong? DistanceToNext(ulong address)
    {
        int index = Array.BinarySearch(_addresses, address);
        index = index < 0 ? ~index : index + 1;
        return index < _addresses.Length ? _addresses[index] - address : null;
    }

    /// <summary>Every symbol of that name, in the order of the table.</summary>
    public IEnumerable<Symbol> Find(string name)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(name);
        (int[] heads, int[] next) = _byName.Value;
        for (int i = heads.Length == 0 ? -1 : heads[Hash(wanted) % (uint)heads.Length]; i >= 0; i = next[i])
        {
            if (NameBytes(_symbols[i]).SequenceEqual(wanted))
            {
                yield return _symbols[i];
            }
        }
    }

    public string Name(Symbol symbol) => Encoding.UTF8.GetString(NameBytes(symbol));

    public ReadOnlySpan<byte> NameBytes(Symbol symbol)
    {
        ReadOnlySpan<byte> strings = _strings.Span;
        ReadOnlySpan<byte> rest = symbol.Name < (uint)strings.Length ? strings[(int)symbol.Name..] : [];
        rest = rest[..Math.Min(rest.Length, MaxName)];
        int end = rest.IndexOf((byte)0);
        return end < 0 ? rest : rest[..end];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Symbol[] Read(ElfFile file, ElfSection table)
    {
        ReadOnlySpan<byte> data = file.Raw(table).Span;
        int size = file.Is64 ? 24 : 16;
        var symbols = new List<Symbol>(data.Length / size);
        ByteReader reader = file.Reader(data, table.Name);
        while (reader.Remaining >= size)
        {
            uint name = reader.U32();
            ulong value, length;
            byte info;
            ushort index;
            if (file.Is64)
            {
                info = reader.U8();
                reader.U8();
                (index, value, length) = (reader.U16(), reader.U64(), reader.U64());
            }
            else
            {
                (value, length, info) = (reader.U32(), reader.U32(), reader.U8());
                reader.U8();
                index = reader.U16();
            }

            if ((info & 15) is NoType or Data or Function or IndirectFunction && index != 0 && index < file.Sections.Length
                && file.Sections[index].IsAllocated && !IsMark(name))
            {
                ulong thumb = file.Machine == Arm && (info & 15) == Function ? 1u : 0u;
                symbols.Add(new Symbol(unchecked(value + (file.IsRelocatable ? file.Sections[index].Address : 0)) & ~thumb, length, name));
            }
        }

        return [.. symbols];
    }

    /// <summary>Marks of the assembler ($x, $d, .Ltmp0) and nameless symbols, which kallsyms leaves out too.</summary>
    private bool IsMark(uint name)
    {
        ReadOnlySpan<byte> text = NameBytes(new Symbol(0, 0, name));
        return text.IsEmpty || text[0] == '$' || text.StartsWith(".L"u8);
    }

    /// <summary>Leaves one symbol for each address: the largest, and of those the last in the table, or the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int KeepLargest(ulong[] addresses, int[] byAddress)
    {
        int count = 0;
        for (int i = 0; i < addresses.Length; i++)
        {
            if (count == 0 || addresses[count - 1] != addresses[i])
            {
                (addresses[count], byAddress[count]) = (addresses[i], byAddress[i]);
                count++;
                continue;
            }

            ref int kept = ref byAddress[count - 1];
            int order = _symbols[byAddress[i]].Size.CompareTo(_symbols[kept].Size);
            if (order > 0 || (order == 0 && byAddress[i] > kept != _firstAlias))
            {
                kept = byAddress[i];
            }
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int[] Heads, int[] Next) HashNames()
    {
        var heads = new int[_symbols.Length];
        var next = new int[_symbols.Length];
        Array.Fill(heads, -1);
        for (int i = _symbols.Length - 1; i >= 0; i--)
        {
            ref int head = ref heads[Hash(NameBytes(_symbols[i])) % (uint)heads.Length];
            (next[i], head) = (head, i);
        }

        return (heads, next);
    }

    /// <summary>FNV-1a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        uint hash = 2166136261;
        foreach (byte part in name)
        {
            hash = unchecked((hash ^ part) * 16777619);
        }

        return hash;
    }
}
