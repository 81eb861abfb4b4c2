using KB.Symbolizer.Cache;
using KB.Symbolizer.Dwarf;
using KB.Symbolizer.Elf;

namespace KB.Symbolizer;

/// <summary>A kernel image (vmlinux) or kernel module with symbols and, where it has them, debug information.</summary>
/// <remarks>
/// The file is mapped into memory and read as far as questions need. Safe to use from several threads.
/// Addresses of a module are those of its sections laid out one after the other, the first code section at 0.
/// </remarks>
public sealed class KernelImage : IDisposable
{
    private readonly ElfFile? _file;
    private readonly Lazy<SymbolTable> _symbols;
    private readonly DwarfImage? _dwarf;
    private readonly Lazy<string?> _release = new(() => null);

    private GsymFile? _cache;

    private KernelImage(ElfFile file)
    {
        _file = file;
        _symbols = new(() => new SymbolTable(file));
        _release = new(() => KernelBanner.Release(file));
        _dwarf = new DwarfImage(file);
        BuildId = KB.Symbolizer.BuildId.Find(file);
    }

    private KernelImage(SymbolTable symbols) => _symbols = new(symbols);

    /// <summary>The build id; null when the image has none.</summary>
    public BuildId? BuildId { get; }

    /// <summary>True for a module, whose addresses are relative.</summary>
    public bool IsModule => _file?.IsRelocatable ?? false;

    /// <summary>What <c>uname -r</c> prints for this kernel, from the banner of a vmlinux or the vermagic of a module; null when the image has neither.</summary>
    /// <exception cref="BadImageFormatException">The section in which it would stand is damaged.</exception>
    public string? Release => _release.Value;

    /// <summary>Opens an image; or, as a fallback that knows functions but no lines, System.map or a copy of /proc/kallsyms.</summary>
    /// <exception cref="BadImageFormatException">The file is not an ELF file, or its tables are damaged; the message gives part and offset in hex.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static KernelImage Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (IsMap(path))
        {
            return new KernelImage(SymbolMap.Read(path));
        }

        var file = new ElfFile(path);
        try
        {
            return new KernelImage(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Finds what addresses stand for.</summary>
    /// <param name="addresses">Addresses as linked: with KASLR the offset is taken off first.</param>
    /// <returns>For each address its frames, innermost inline frame first, the function itself last; empty when the image does not know it.</returns>
    /// <exception cref="BadImageFormatException">The debug information is damaged where an address is described.</exception>
    public SourceFrame[][] FindFrames(IReadOnlyList<ulong> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        if (_cache is { } cache)
        {
            var found = new SourceFrame[addresses.Count][];
            for (int i = 0; i < found.Length; i++)
            {
                found[i] = cache.Find(addresses[i]);
            }

            return found;
        }

        SourceFrame[][] answers = _dwarf?.FindFrames(addresses) ?? [.. addresses.Select(_ => Array.Empty<SourceFrame>())];
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = NameOutermost(answers[i], addresses[i]);
        }

        return answers;
    }

    /// <summary>The addresses that a printed place can mean: one, or several when functions of one name cannot be told apart; none when the image has no such place.</summary>
    /// <remarks>
    /// Where a size is printed, a function that fits it is taken before all others: kallsyms prints the distance to the next symbol.
    /// A name whose functions all have other sizes belongs to another build, so nothing is said of it.
    /// </remarks>
    public IReadOnlyList<ulong> FindAddresses(SymbolPlace place) => SymbolMatch.Find(_symbols.Value, place);

    /// <summary>The symbol that covers an address, as the kernel would print it: with the distance to the next symbol as size. Null when none does.</summary>
    public SymbolPlace? FindPlace(ulong address) => _symbols.Value.Find(address) is { } symbol && _symbols.Value.DistanceToNext(symbol.Address) is { } size
        ? new SymbolPlace(_symbols.Value.Name(symbol), address - symbol.Address, size)
        : null;

    /// <summary>Answers from now on from a cache made earlier by <see cref="WriteCache"/>, or by llvm-gsymutil.</summary>
    /// <returns>False when the file is not there, is damaged, or was made from another image: it should be written again.</returns>
    /// <remarks>A cache knows no columns. One without a build id (llvm-gsymutil finds that of a vmlinux not always) is taken as it is.</remarks>
    public bool UseCache(string path)
    {
        try
        {
            var cache = new GsymFile(path);
            if (cache.Uuid.Length == 0 || cache.Uuid == BuildId?.Hex)
            {
                _cache = cache;
                return true;
            }

            cache.Dispose();
        }
        catch (Exception error) when (error is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            // Told by the answer: what is to be done is the same for all of them.
        }

        return false;
    }

    /// <summary>Writes a cache in LLVM's GSYM format: all functions with their lines and inlined calls. Writes nothing for a symbol map.</summary>
    /// <exception cref="BadImageFormatException">The debug information is damaged anywhere.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteCache(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (_file != null && _dwarf != null)
        {
            GsymWriter.Write(path, _file, _dwarf, _symbols.Value, BuildId);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cache?.Dispose();
        _file?.Dispose();
    }

    private static bool IsMap(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[32];
        return SymbolMap.Looks(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
    }

    /// <summary>Functions have several names and debug information gives one of them; the symbol table has the one that traces show.</summary>
    private SourceFrame[] NameOutermost(SourceFrame[] frames, ulong address)
    {
        if (_symbols.Value.Find(address) is not { } symbol)
        {
            return frames;
        }

        string name = Demangler.Demangle(_symbols.Value.Name(symbol));
        if (frames.Length == 0)
        {
            return [new SourceFrame(name, null, 0, 0, Inline: false)];
        }

        frames[^1] = frames[^1] with { Function = name };
        return frames;
    }
}
