namespace KB.Symbolizer.Tests.Elf;

public class SymbolMapTests
{
    [Fact]
    public void A_symbol_map_knows_functions_and_sizes_but_no_lines()
    {
        using TemporaryFolder folder = Fixture.Folder();
        File.WriteAllText(folder.File("System.map"), "ffffffff81000000 T _stext\nffffffff81000010 t widget_flush\nffffffff81000050 t widget_poll\nffffffff81000090 T _etext\n");
        using KernelImage image = KernelImage.Open(folder.File("System.map"));

        Assert.Equal([0xffffffff8100001aul], image.FindAddresses(new("widget_flush", 10, 0x40)));
        Assert.Equal(new SymbolPlace("widget_poll", 2, 0x40), image.FindPlace(0xffffffff81000052));
        Assert.Equal([new SourceFrame("widget_flush", null, 0, 0, false)], image.FindFrames([0xffffffff81000020])[0]);
    }

    [Fact]
    public void A_symbol_map_with_hidden_addresses_is_refused()
    {
        using TemporaryFolder folder = Fixture.Folder();
        File.WriteAllText(folder.File("kallsyms"), "0000000000000000 T _stext\n0000000000000000 t widget_flush\t[widget]\n");

        Assert.Throws<BadImageFormatException>(() => KernelImage.Open(folder.File("kallsyms")));
    }
}
