namespace KB.Symbolizer.Elf;

/// <summary>Finds the addresses that a printed <c>symbol+0x7b/0xa0</c> can mean.</summary>
internal static class SymbolMatch
{
    /// <summary>Functions are aligned to 64 bytes at most; more between st_size and the printed size is no padding.</summary>
    private const ulong MaxPadding = 64;

    public static IReadOnlyList<ulong> Find(SymbolTable table, SymbolPlace place)
    {
        var starts = table.Find(place.Symbol).Where(symbol => symbol.Size == 0 || place.Offset <= Math.Max(symbol.Size, place.Size ?? 0))
            .DistinctBy(symbol => symbol.Address).ToList();
        List<Symbol> matching = place.Size is { } size ? BestFit(table, starts, size) : starts;
        return [.. matching.Select(symbol => unchecked(symbol.Address + place.Offset))];
    }

    /// <summary>Those whose distance to the next symbol is the printed size; else those of which st_size and padding make it.</summary>
    private static List<Symbol> BestFit(SymbolTable table, List<Symbol> symbols, ulong size)
    {
        List<Symbol> exact = symbols.FindAll(symbol => table.DistanceToNext(symbol.Address) == size || symbol.Size == size);
        return exact.Count > 0 ? exact : symbols.FindAll(symbol => symbol.Size <= size
            && (size - symbol.Size < MaxPadding || table.DistanceToNext(symbol.Address) == null));
    }
}
