using KB.Symbolizer.Dwarf;
using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Cache;

/// <summary>Makes a GSYM file from an image: every function with its lines and inlined calls, and the symbols that no unit describes.</summary>
internal static class GsymWriter
{
    /// <summary>Writes the file under another name first, so that a reader never sees half of it.</summary>
    /// <exception cref="BadImageFormatException">The debug information is damaged; no file is left behind.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ElfFile file, DwarfImage dwarf, SymbolTable symbols, BuildId? id)
    {
        string directory = Directory(dwarf);
        var strings = new GsymStrings(directory);
        List<EncodedFunction> functions = Encode(file, dwarf, symbols, strings);
        string part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            using (FileStream output = File.Create(part))
            {
                Write(output, functions, strings, id);
            }

            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Directory of the compilation of most units, here: of the first C unit.</summary>
    private static string Directory(DwarfImage dwarf)
    {
        var table = new AbbreviationTable();
        foreach (Unit unit in dwarf.Index.Units)
        {
            unit.ReadRoot(dwarf.Sections, table);
            if (unit.IsC)
            {
                return dwarf.Sections.TextString(new UnitValues(dwarf.Sections, unit).Text(unit.Directory));
            }
        }

        return "";
    }

    private static List<EncodedFunction> Encode(ElfFile file, DwarfImage dwarf, SymbolTable symbols, GsymStrings strings)
    {
        List<Symbol> code = [.. symbols.Distinct.Where(symbol => Array.Exists(file.Sections, section =>
            section.IsExecutable && symbol.Address >= section.Address && symbol.Address - section.Address < section.Size))];
        ILookup<int, Symbol> byUnit = code.ToLookup(symbol => dwarf.Index.Find(symbol.Address));
        var encoders = new List<GsymEncoder>();
        DwarfImage.Each(dwarf.Index.Units.Count, () =>
        {
            var encoder = new GsymEncoder(strings, symbols, dwarf.Sections);
            lock (encoders)
            {
                encoders.Add(encoder);
            }

            return (Reader: new UnitReader(dwarf.Sections, dwarf.Index), Encoder: encoder);
        }, (worker, i) =>
        {
            Unit unit = dwarf.Index.Units[i];
            worker.Reader.Read(unit, null);
            worker.Encoder.Encode(worker.Reader, unit, byUnit[i]);
        });

        var bare = new GsymEncoder(strings, symbols, dwarf.Sections);
        foreach (Symbol symbol in byUnit[-1])
        {
            bare.EncodeBare(symbol);
        }

        return OnePerAddress([.. encoders.Append(bare).SelectMany(encoder => encoder.Functions)]);
    }

    /// <summary>Sorts by address; where several functions start at one, the one with most to say stays.</summary>
    private static List<EncodedFunction> OnePerAddress(List<EncodedFunction> functions)
    {
        functions.Sort((a, b) => (a.Start, b.Length).CompareTo((b.Start, a.Length)));
        int count = 0;
        for (int i = 0; i < functions.Count; i++)
        {
            if (count == 0 || functions[count - 1].Start != functions[i].Start)
            {
                functions[count++] = functions[i];
            }
        }

        functions.RemoveRange(count, functions.Count - count);
        return functions;
    }

    private static void Write(FileStream output, List<EncodedFunction> functions, GsymStrings strings, BuildId? id)
    {
        ulong from = functions.Count > 0 ? functions[0].Start : 0;
        bool wide = functions.Count > 0 && functions[^1].Start - from > uint.MaxValue;
        byte[] uuid = id is { } build ? Convert.FromHexString(build.Hex) : [];
        uuid = uuid[..Math.Min(uuid.Length, GsymFormat.MaxUuid)];
        int infos = GsymFormat.HeaderSize + (functions.Count * (wide ? 8 : 4));
        int files = infos + (functions.Count * 4);
        int text = files + 4 + (strings.Files.Count * 8);

        var writer = new ByteWriter();
        writer.U32(GsymFormat.Magic);
        writer.U16(GsymFormat.Version);
        writer.U8(wide ? (byte)8 : (byte)4);
        writer.U8((byte)uuid.Length);
        writer.U64(from);
        writer.U32((uint)functions.Count);
        writer.U32((uint)text);
        writer.U32((uint)strings.Bytes.Length);
        writer.Bytes(uuid);
        writer.Bytes(new byte[GsymFormat.MaxUuid - uuid.Length]);
        functions.ForEach(function =>
        {
            if (wide)
            {
                writer.U64(function.Start - from);
            }
            else
            {
                writer.U32((uint)(function.Start - from));
            }
        });

        long place = Aligned(text + strings.Bytes.Length);
        foreach (EncodedFunction function in functions)
        {
            writer.U32(checked((uint)place));
            place = Aligned(place + function.Length);
        }

        writer.U32((uint)strings.Files.Count);
        foreach ((uint folder, uint name) in strings.Files)
        {
            writer.U32(folder);
            writer.U32(name);
        }

        writer.Bytes(strings.Bytes);
        writer.Align(4);
        foreach (EncodedFunction function in functions)
        {
            writer.Bytes(function.Buffer.Piece(function.Offset, function.Length));
            writer.Align(4);
        }

        ulong checksum = GsymFormat.Checksum(writer.Written);
        writer.U64(GsymFormat.TrailerMagic);
        writer.U64(checksum);
        output.Write(writer.Written);
    }

    private static long Aligned(long place) => (place + 3) & ~3L;
}
