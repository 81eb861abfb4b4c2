namespace KB.Symbolizer.Tests;

public class DamageTests
{
    private const int Runs = 400;

    [Theory]
    [InlineData("widget-dwarf5")]
    [InlineData("widget-dwarf4")]
    [InlineData("widget-zlib")]
    [InlineData("widget.ko")]
    [InlineData("entry-s390x.o")]
    [InlineData("sprocket.o")]
    public void A_damaged_image_is_answered_or_refused_with_an_offset_and_nothing_else(string name)
    {
        byte[] original = File.ReadAllBytes(Fixture.PathOf(name));
        var random = new Random(original.Length);
        using TemporaryFolder folder = Fixture.Folder();
        int refused = 0;
        for (int run = 0; run < Runs; run++)
        {
            File.WriteAllBytes(folder.File("image"), Damage(original, random));
            refused += IsRefused(folder) ? 1 : 0;
        }

        Assert.InRange(refused, 1, Runs - 1);
    }

    [Theory]
    [InlineData("widget-dwarf5")]
    [InlineData("widget.ko")]
    public void An_image_cut_anywhere_is_answered_or_refused(string name)
    {
        byte[] original = File.ReadAllBytes(Fixture.PathOf(name));
        using TemporaryFolder folder = Fixture.Folder();
        for (int length = 1; length < original.Length; length += 37)
        {
            File.WriteAllBytes(folder.File("image"), original[..length]);

            Assert.True(IsRefused(folder), $"cut to {length} bytes");
        }
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        byte[] data = [.. original];
        for (int i = random.Next(1, 8); i > 0; i--)
        {
            int place = random.Next(data.Length);
            data[place] = random.Next(3) switch { 0 => (byte)(data[place] ^ (1 << random.Next(8))), 1 => 0xff, _ => (byte)random.Next(256) };
        }

        return random.Next(8) == 0 ? [.. data[..(data.Length / 2)], .. new byte[random.Next(1, 64)], .. data[(data.Length / 2)..]] : data;
    }

    private static bool IsRefused(TemporaryFolder folder)
    {
        try
        {
            using KernelImage image = KernelImage.Open(folder.File("image"));
            image.FindFrames([.. Enumerable.Range(0, 40).Select(i => 0x401000ul + (ulong)(i * 5)), .. Enumerable.Range(0, 40).Select(i => (ulong)i * 4)]);
            image.WriteCache(folder.File("cache"));
            return false;
        }
        catch (BadImageFormatException error)
        {
            Assert.Contains("0x", error.Message, StringComparison.Ordinal);
            return true;
        }
    }
}
