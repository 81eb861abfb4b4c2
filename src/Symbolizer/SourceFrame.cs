namespace KB.Symbolizer;

/// <summary>One function at one source line that an address stands for.</summary>
/// <param name="Function">Name of the function, demangled.</param>
/// <param name="File">
/// Source file as the debug information has it: the directory of the compilation joined with the name; null when unknown.
/// <see cref="Path"/> is relative to the kernel tree.
/// </param>
/// <param name="Line">Source line from 1; 0 when unknown.</param>
/// <param name="Column">Column from 1; 0 when unknown.</param>
/// <param name="Inline">True when the function was inlined into the next frame.</param>
public sealed record SourceFrame(string Function, string? File, int Line, int Column, bool Inline)
{
    /// <summary>Source file relative to the kernel tree where that can be told (<c>fs/sysfs/dir.c</c>); null when unknown.</summary>
    public string? Path { get; init; }
}
