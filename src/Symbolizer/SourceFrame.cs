namespace KB.Symbolizer;

/// <summary>One function at one source line that an address stands for.</summary>
/// <param name="Function">Name of the function, demangled.</param>
/// <param name="File">Source file, relative to the kernel tree where the image tells; null when unknown.</param>
/// <param name="Line">Source line from 1; 0 when unknown.</param>
/// <param name="Column">Column from 1; 0 when unknown.</param>
/// <param name="Inline">True when the function was inlined into the next frame.</param>
public sealed record SourceFrame(string Function, string? File, int Line, int Column, bool Inline);
