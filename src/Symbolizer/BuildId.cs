using System.Globalization;
using KB.Symbolizer.Elf;

namespace KB.Symbolizer;

/// <summary>The name that the linker gives to one build: equal ids mean equal code.</summary>
/// <param name="Hex">Lower-case hex digits, 40 for the usual SHA-1.</param>
public readonly record struct BuildId(string Hex)
{
    private const uint GnuBuildId = 3;

    /// <summary>Reads hex digits; null when the text is anything else.</summary>
    public static BuildId? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is >= 2 and <= 128 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? new(text.ToLower(CultureInfo.InvariantCulture)) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Hex;

    /// <summary>The id in the notes of an image; null when there is none.</summary>
    internal static BuildId? Find(ElfFile file)
    {
        foreach (ElfSection section in file.Sections.Where(section => section.Type == ElfSection.Note))
        {
            ByteReader reader = file.Reader(file.Raw(section).Span, section.Name);
            while (reader.Remaining >= 12)
            {
                uint nameSize = reader.U32(), size = reader.U32(), type = reader.U32();
                ReadOnlySpan<byte> name = reader.Bytes(Math.Min(Padded(nameSize), (ulong)reader.Remaining));
                ReadOnlySpan<byte> value = reader.Bytes(Math.Min(Padded(size), (ulong)reader.Remaining));
                if (type == GnuBuildId && name.SequenceEqual("GNU\0"u8) && size is > 0 and <= 64 && value.Length >= size)
                {
                    return new BuildId(Convert.ToHexStringLower(value[..(int)size]));
                }
            }
        }

        return null;
    }

    private static ulong Padded(uint size) => (size + 3ul) & ~3ul;
}
