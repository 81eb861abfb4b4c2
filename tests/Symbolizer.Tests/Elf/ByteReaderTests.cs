using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Tests.Elf;

public class ByteReaderTests
{
    [Theory]
    [InlineData("7f", 0x7ful)]
    [InlineData("e58e26", 624485ul)]
    [InlineData("ffffffffffffffffff01", ulong.MaxValue)]
    [InlineData("818000", 1ul)]
    public void A_Uleb128_number_is_read_with_redundant_zeros_accepted(string hex, ulong value)
    {
        byte[] data = Convert.FromHexString(hex);
        var reader = new ByteReader(data, "test", littleEndian: true);

        Assert.Equal((value, data.Length), (reader.Uleb(), reader.Position));
    }

    [Theory]
    [InlineData("80")]
    [InlineData("ffffffffffffffffff02")]
    [InlineData("80808080808080808080808080808080808000")]
    public void A_Uleb128_number_that_is_cut_or_too_big_is_a_bad_image(string hex) =>
        Assert.Throws<BadImageFormatException>(() => new ByteReader(Convert.FromHexString(hex), "test", littleEndian: true).Uleb());

    [Theory]
    [InlineData("7f", -1)]
    [InlineData("8001", 128)]
    [InlineData("807f", -128)]
    [InlineData("8080808080808080807f", long.MinValue)]
    public void A_Sleb128_number_keeps_its_sign(string hex, long value) =>
        Assert.Equal(value, new ByteReader(Convert.FromHexString(hex), "test", littleEndian: true).Sleb());

    [Theory]
    [InlineData(true, 0x0201u, 0x030201u, 0x04030201u)]
    [InlineData(false, 0x0102u, 0x010203u, 0x01020304u)]
    public void Numbers_are_read_in_the_byte_order_of_the_image(bool littleEndian, uint two, uint three, uint four)
    {
        byte[] data = [1, 2, 3, 4];

        Assert.Equal(two, new ByteReader(data, "test", littleEndian).U16());
        Assert.Equal(three, new ByteReader(data, "test", littleEndian).U24());
        Assert.Equal(four, new ByteReader(data, "test", littleEndian).U32());
    }

    [Fact]
    public void A_string_without_end_names_its_section_and_offset()
    {
        BadImageFormatException error = Assert.Throws<BadImageFormatException>(() => new ByteReader("abc"u8, ".debug_str", true, 1).CString().ToString());

        Assert.Equal(".debug_str at 0x1: a string without end", error.Message);
    }
}
