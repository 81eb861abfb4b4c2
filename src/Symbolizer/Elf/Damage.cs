namespace KB.Symbolizer.Elf;

/// <summary>The one way in which this library says that an image is not what it should be.</summary>
internal static class Damage
{
    /// <summary>The exception for a fault at an offset (in bytes) of a part of the file, named as a reader of <c>readelf</c> would.</summary>
    public static BadImageFormatException At(string part, ulong offset, string fault) => new($"{part} at 0x{offset:x}: {fault}");

    /// <summary>As above for offsets held as positions.</summary>
    public static BadImageFormatException At(string part, int offset, string fault) => At(part, (ulong)Math.Max(offset, 0), fault);
}
