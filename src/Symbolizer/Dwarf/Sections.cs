using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Dwarf;

/// <summary>The debug sections of an image, ready to read.</summary>
internal sealed class Sections(ElfFile file)
{
    /// <summary>Longest name that is read, in bytes; the longest mangled ones have some thousands.</summary>
    private const int MaxText = 1 << 16;

    private readonly ReadOnlyMemory<byte> _info = file.Load(".debug_info");
    private readonly ReadOnlyMemory<byte> _abbreviations = file.Load(".debug_abbrev");
    private readonly ReadOnlyMemory<byte> _line = file.Load(".debug_line");
    private readonly ReadOnlyMemory<byte> _strings = file.Load(".debug_str");
    private readonly ReadOnlyMemory<byte> _lineStrings = file.Load(".debug_line_str");
    private readonly ReadOnlyMemory<byte> _stringOffsets = file.Load(".debug_str_offsets");
    private readonly ReadOnlyMemory<byte> _addresses = file.Load(".debug_addr");
    private readonly ReadOnlyMemory<byte> _rangeLists = file.Load(".debug_rnglists");
    private readonly ReadOnlyMemory<byte> _ranges = file.Load(".debug_ranges");
    private readonly ReadOnlyMemory<byte> _addressRanges = file.Load(".debug_aranges");

    public ByteReader Info(int position = 0) => file.Reader(_info.Span, ".debug_info", position);

    /// <summary>The bytes of .debug_info up to the end of a unit.</summary>
    public ByteReader Info(int position, int end) => file.Reader(_info.Span[..end], ".debug_info", position);

    public ByteReader Abbreviations(ulong offset) => At(_abbreviations, ".debug_abbrev", offset);

    public ByteReader Line(ulong offset) => At(_line, ".debug_line", offset);

    public ByteReader Line(int position, int end) => file.Reader(_line.Span[..end], ".debug_line", position);

    public ByteReader RangeLists(ulong offset) => At(_rangeLists, ".debug_rnglists", offset);

    public ByteReader Ranges(ulong offset) => At(_ranges, ".debug_ranges", offset);

    public ByteReader AddressRanges() => At(_addressRanges, ".debug_aranges", 0);

    public ByteReader StringOffsets(ulong offset) => At(_stringOffsets, ".debug_str_offsets", offset);

    public ByteReader Addresses(ulong offset) => At(_addresses, ".debug_addr", offset);

    /// <summary>The bytes of a string attribute whose index, if it had one, has been looked up; empty for one that is elsewhere.</summary>
    public ReadOnlySpan<byte> Text(FormValue value)
    {
        ByteReader reader = value.Form switch
        {
            Form.String => Info(),
            Form.StringOffset => file.Reader(_strings.Span, ".debug_str"),
            Form.LineStringOffset => file.Reader(_lineStrings.Span, ".debug_line_str"),
            FormValue.InLineSection => Line(0),
            _ => default,
        };
        if (reader.AtEnd)
        {
            return [];
        }

        reader.Seek(value.Value);
        ReadOnlySpan<byte> text = reader.Bytes((ulong)Math.Min(reader.Remaining, MaxText));
        int length = text.IndexOf((byte)0);
        return length >= 0 ? text[..length] : throw Damage.At("string", value.Value, "no end");
    }

    public string TextString(FormValue value) => System.Text.Encoding.UTF8.GetString(Text(value));

    private ByteReader At(ReadOnlyMemory<byte> data, string part, ulong offset)
    {
        ByteReader reader = file.Reader(data.Span, part);
        reader.Seek(offset);
        return reader;
    }
}
