namespace KB.Symbolizer;

/// <summary>A place in code as the kernel prints it: <c>symbol+0x7b/0xa0</c>.</summary>
/// <param name="Symbol">Name of the symbol as printed.</param>
/// <param name="Offset">Bytes from its start.</param>
/// <param name="Size">Size as printed, in bytes: the distance to the next symbol, not st_size; null when not printed.</param>
public readonly record struct SymbolPlace(string Symbol, ulong Offset, ulong? Size);
