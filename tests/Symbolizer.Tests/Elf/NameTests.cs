using System.Text;

namespace KB.Symbolizer.Tests.Elf;

/// <summary>Names that an image shares or repeats.</summary>
public class NameTests
{
    private const uint Code = 1, Symbols = 2, Strings = 3;

    [Theory]
    [InlineData("Linux version \0Linux version 6.1.0-widget (me@here)\0", "6.1.0-widget")]
    [InlineData("Linux version is not told\0Linux version 6.1.0-widget (me@here)\0", "6.1.0-widget")]
    [InlineData("Linux version is not told\0", null)]
    public void A_release_begins_with_its_number(string data, string? release)
    {
        using TemporaryFolder folder = Fixture.Folder();
        using KernelImage image = Open(folder, new SmallSection(0, Strings, "\0.rodata\0"u8.ToArray()), new SmallSection(1, Code, Encoding.ASCII.GetBytes(data)));

        Assert.Equal(release, image.Release);
    }

    [Fact]
    public void A_symbol_has_no_name_without_end()
    {
        byte[] names = [.. "\0"u8, .. Enumerable.Repeat((byte)'w', 100_000), 0];
        using TemporaryFolder folder = Fixture.Folder();
        using KernelImage image = Open(folder, new SmallSection(0, Strings, [0]), new SmallSection(0, Code, new byte[64], Flags: 6, Address: 0x1000), new SmallSection(0, Strings, names),
            new SmallSection(0, Symbols, [.. SmallElf.Symbol(1, 2, 0x1000, 32), .. SmallElf.Symbol(2, 2, 0x1020, 32)], Link: 3));

        SymbolPlace? place = image.FindPlace(0x1004);

        Assert.Equal((4096, 4ul, 32ul), (place!.Value.Symbol.Length, place.Value.Offset, place.Value.Size));
    }

    [Fact]
    public void The_names_of_all_sections_have_a_bound()
    {
        byte[] names = [.. Enumerable.Repeat((byte)'w', 10_000), 0];
        using TemporaryFolder folder = Fixture.Folder();

        var error = Assert.Throws<BadImageFormatException>(() => Open(folder, [new SmallSection(0, Strings, names), .. Enumerable.Repeat(new SmallSection(0, Code, []), 5000)]));

        Assert.StartsWith("section names at 0x", error.Message, StringComparison.Ordinal);
    }

    private static KernelImage Open(TemporaryFolder folder, params IReadOnlyList<SmallSection> sections)
    {
        File.WriteAllBytes(folder.File("image"), SmallElf.Make(sections));
        return KernelImage.Open(folder.File("image"));
    }
}
