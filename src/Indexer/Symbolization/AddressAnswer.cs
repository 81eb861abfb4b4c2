using KB.Symbolizer;

namespace KB.Indexer.Symbolization;

/// <summary>What one raw address stands for: a line of <c>kb symbolize --json</c>.</summary>
/// <param name="Address">The address as hex digits behind 0x.</param>
/// <param name="Frames">Innermost first; one with the function <c>??</c> when the image does not know it.</param>
public sealed record AddressAnswer(string Address, IReadOnlyList<AddressFrame> Frames)
{
    internal static AddressAnswer Of(string address, IReadOnlyList<SourceFrame> frames) =>
        new(address, frames.Count == 0 ? [AddressFrame.Unknown] : [.. frames.Select(AddressFrame.Of)]);
}

/// <summary>One frame of an address.</summary>
/// <param name="Function">Name of the function; empty when unknown.</param>
/// <param name="File">Source file as the debug information has it.</param>
/// <param name="Line">Source line from 1; 0 when unknown.</param>
/// <param name="Column">Column from 1; 0 when unknown.</param>
/// <param name="Inline">True when the function was inlined into the next frame.</param>
/// <param name="Path">Source file relative to the kernel tree.</param>
public sealed record AddressFrame(string Function, string? File, int Line, int Column, bool Inline, string? Path)
{
    /// <summary>What addr2line and llvm-symbolizer print for an address that they do not know.</summary>
    internal static AddressFrame Unknown { get; } = new("??", null, 0, 0, false, null);

    internal static AddressFrame Of(SourceFrame frame) => new(frame.Function, frame.File, frame.Line, frame.Column, frame.Inline, frame.Path);
}
