using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Dwarf;

/// <summary>Reads one unit after the other and answers addresses from it. For one thread.</summary>
internal sealed class UnitReader(Sections sections, UnitIndex index)
{
    /// <summary>Functions and inlined calls around one address; compilers stay below 100.</summary>
    private const int MaxDepth = 1000;

    private readonly FunctionNames _names = new(sections, index);
    private readonly Dictionary<uint, (string? File, string? Path)> _files = [];
    private string _directory = "";

    public AbbreviationTable Abbreviations { get; } = new();

    public FunctionTree Functions { get; } = new();

    public LineTable Lines { get; } = new();

    /// <summary>Reads the functions that cover one of the sorted addresses (null: all), and the line table.</summary>
    public void Read(Unit unit, ulong[]? addresses)
    {
        _names.Clear();
        _files.Clear();
        unit.ReadRoot(sections, Abbreviations);
        Abbreviations.Read(sections, unit.AbbreviationOffset, unit.Encoding);
        var values = new UnitValues(sections, unit);
        Functions.Read(sections, unit, values, Abbreviations, addresses);
        _directory = sections.TextString(values.Text(unit.Directory));
        Lines.Clear();
        if (unit.Line is { } offset)
        {
            Lines.Read(sections, values, offset, unit.Encoding);
        }
    }

    /// <summary>The frames of each of the sorted addresses, innermost first; a function without name has an empty one.</summary>
    public SourceFrame[][] Answer(Unit unit, ulong[] addresses)
    {
        Read(unit, addresses);
        int[] innermost = FindInnermost(addresses);
        var answers = new SourceFrame[addresses.Length][];
        for (int i = 0; i < addresses.Length; i++)
        {
            answers[i] = Chain(unit, addresses[i], innermost[i]);
        }

        return answers;
    }

    /// <summary>True when an address is described by this unit and no other.</summary>
    public bool Owns(Unit unit, ulong address) => index.Find(address) is >= 0 and var owner && index.Units[owner] == unit;

    /// <summary>Where the name of a function stands; see <see cref="FunctionNames.Find"/>.</summary>
    public FormValue NameOf(Unit unit, in FunctionNode node) => _names.Find(node.Entry, unit, Abbreviations);

    /// <summary>A file of the line table: as recorded, and relative to the kernel tree.</summary>
    public (string? File, string? Path) FileAt(uint number)
    {
        if (!_files.TryGetValue(number, out (string?, string?) known))
        {
            known = Lines.Header.File(number) is { } file ? Resolve(file) : (null, null);
            _files.Add(number, known);
        }

        return known;
    }

    private (string File, string Path) Resolve((FormValue Folder, FormValue Name, bool InDirectory) file)
    {
        string name = sections.TextString(file.Name), folder = sections.TextString(file.Folder);
        if (!file.InDirectory || Lines.Header.Version < 5)
        {
            folder = SourcePath.Join(_directory, folder);
        }

        string full = SourcePath.Join(folder, name);
        return (full, SourcePath.InTree(_directory, full));
    }

    /// <summary>For each address the node deepest in the tree that covers it, of equals the last; -1 when none does.</summary>
    private int[] FindInnermost(ulong[] addresses)
    {
        var innermost = new int[addresses.Length];
        Array.Fill(innermost, -1);
        long left = MaxDepth * (long)(addresses.Length + Functions.Nodes.Count);
        for (int node = 0; node < Functions.Nodes.Count; node++)
        {
            FunctionNode function = Functions.Nodes[node];
            for (int i = function.FirstRange; i < function.FirstRange + function.RangeCount; i++)
            {
                (ulong low, ulong high) = Functions.Ranges[i];
                for (int place = FirstFrom(addresses, low); place < addresses.Length && addresses[place] < high; place++)
                {
                    innermost[place] = --left >= 0 ? node : throw Damage.At(".debug_info", 0, $"an address in more than {MaxDepth} functions");
                }
            }
        }

        return innermost;
    }

    /// <summary>Index of the first address that is not below a bound; addresses may stand twice.</summary>
    private static int FirstFrom(ulong[] addresses, ulong bound)
    {
        int low = 0, high = addresses.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            (low, high) = addresses[middle] < bound ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private SourceFrame[] Chain(Unit unit, ulong address, int node)
    {
        int depth = 0;
        for (int i = node; i >= 0; i = Functions.Nodes[i].Parent)
        {
            depth++;
        }

        LineRow? row = Lines.Find(address);
        if (depth == 0 && row == null)
        {
            return [];
        }

        (uint file, int line, int column) = row is { } found ? (found.File, found.Line, found.Column) : (uint.MaxValue, 0, 0);
        var frames = new SourceFrame[Math.Max(depth, 1)];
        for (int i = 0; i < frames.Length; i++)
        {
            (string? full, string? path) = FileAt(file);
            if (node < 0)
            {
                frames[i] = new SourceFrame("", full, line, column, Inline: false) { Path = path };
                break;
            }

            FunctionNode function = Functions.Nodes[node];
            frames[i] = new SourceFrame(Demangler.Demangle(sections.TextString(NameOf(unit, function))), full, line, column, function.IsInlined) { Path = path };
            (file, line, column) = (function.Entry.CallFile, (int)function.Entry.CallLine, (int)function.Entry.CallColumn);
            node = function.Parent;
        }

        return frames;
    }
}
