namespace KB.Indexer.Tests.Symbolization;

/// <summary>In the fixture widget_flush is at 401010 (0x25 bytes, 0x30 to the next symbol): byte 0x10 is in the inlined widget_sum, byte 0xc is in line 18.</summary>
public class ReportSymbolizerTests
{
    [Fact]
    public void A_frame_gets_its_line_and_one_line_for_each_inline_frame_before_it()
    {
        using var image = new WidgetImage();

        Assert.Equal("""
            Call Trace:
             widget_sum drivers/widget.c:11 [inline]
             widget_flush+0x11/0x30 drivers/widget.c:18

            """, image.Symbolize("Call Trace:\n widget_flush+0x11/0x30\n"));
    }

    [Fact]
    public void Console_prefixes_and_line_ends_stay_as_they_are()
    {
        using var image = new WidgetImage();

        Assert.Equal("[    1.5][   T34]  ? widget_sum drivers/widget.c:11 [inline]\r\n[    1.5][   T34]  ? widget_flush+0x11/0x30 drivers/widget.c:18\r\n",
            image.Symbolize("[    1.5][   T34]  ? widget_flush+0x11/0x30\r\n"));
    }

    [Fact]
    public void A_return_address_belongs_to_the_call_before_it_and_a_fault_to_its_own_instruction()
    {
        using var image = new WidgetImage();

        Assert.Contains("gadget_read+0x4/0x11 drivers/gadget.c:10", image.Symbolize(" gadget_read+0x4/0x11\n"), StringComparison.Ordinal);
        Assert.Contains("gadget_read+0x4/0x11 drivers/gadget.c:11", image.Symbolize("RIP: 0010:gadget_read+0x4/0x11\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_frame_that_repeats_the_faulting_place_is_the_fault_too()
    {
        using var image = new WidgetImage();

        string text = image.Symbolize("pc : gadget_read+0x4/0x11\nCall trace:\n gadget_read+0x4/0x11\n");

        Assert.Equal(2, text.Split("drivers/gadget.c:11").Length - 1);
    }

    [Theory]
    [InlineData("x86", " [<0000000000401021>] ? widget_flush+0x11/0x30\n")]
    [InlineData("arm", "[<c0401021>] (widget_flush) from [<c0401030>] (widget_flush+0x11/0x30)\n")]
    [InlineData("arm since 5.16", " gadget_read from widget_flush+0x11/0x30\n")]
    [InlineData("arm64", " widget_flush+0x11/0x30 (P)\n")]
    [InlineData("riscv", "[<0000000000401021>] widget_flush+0x11/0x30\n")]
    [InlineData("powerpc", "[c000000002003c10] [0000000000401021] widget_flush+0x11/0x30 (unreliable)\n")]
    [InlineData("s390", "([<0000000000401021>] widget_flush+0x11/0x30)\n")]
    [InlineData("mips", "[<80401021>] widget_flush+0x11/0x30\n")]
    [InlineData("loongarch", "[<0000000000401021>] widget_flush+0x11/0x30\n")]
    public void A_frame_is_found_in_the_words_of_every_architecture(string architecture, string line)
    {
        using var image = new WidgetImage();

        string[] lines = image.Symbolize(line).Split('\n');

        Assert.True(lines.Length == 3, architecture);
        Assert.Contains("widget_sum drivers/widget.c:11 [inline]", lines[0], StringComparison.Ordinal);
        Assert.Equal(line.TrimEnd('\n').Replace("/0x30", "/0x30 drivers/widget.c:18", StringComparison.Ordinal), lines[1]);
    }

    [Fact]
    public void A_symbol_map_names_addresses_and_knows_no_lines()
    {
        using var image = new WidgetImage();
        File.WriteAllText(image.Kernel, "0000000000401010 T widget_flush\n0000000000401040 T widget_poll\n");

        Assert.Equal(" [<0000000000401021>] widget_flush+0x11/0x30\n widget_flush+0x11/0x30\n", image.Symbolize(" [<0000000000401021>]\n widget_flush+0x11/0x30\n"));
    }

    [Fact]
    public void A_module_is_found_by_its_name_whatever_its_dashes()
    {
        using var image = new WidgetImage();

        Assert.Equal(" widget_sum drivers/widget.c:11 [inline]\n widget_flush+0x11/0x30 drivers/widget.c:18 [widget_drv]\n",
            image.Symbolize(" widget_flush+0x11/0x30 [widget_drv]\n"));
        Assert.Equal(" widget_flush+0x11/0x30 [other]\n", image.Symbolize(" widget_flush+0x11/0x30 [other]\n"));
    }

    [Fact]
    public void Functions_that_cannot_be_told_apart_are_listed_and_none_is_asserted()
    {
        using var image = new WidgetImage();

        string text = image.Symbolize(" widget_poll+0x5\n");

        Assert.StartsWith(" widget_poll+0x5 (", text, StringComparison.Ordinal);
        Assert.Contains(" or ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_of_another_size_is_left_alone()
    {
        using var image = new WidgetImage();

        Assert.Equal(" widget_flush+0x11/0x500\n", image.Symbolize(" widget_flush+0x11/0x500\n"));
    }

    [Theory]
    [InlineData(" [<0000000000401021>]\n", " [<0000000000401021>] widget_flush+0x11/0x30 drivers/widget.c:18\n")]
    [InlineData(" ? 0x0000000000501021\nKernel Offset: 0x100000 from 0x400000\n", " ? 0x0000000000501021 widget_flush+0x11/0x30 drivers/widget.c:18\n")]
    [InlineData(" ? 0x0000000000501021\n", " ? 0x0000000000501021\n")]
    public void A_bare_address_is_named_when_what_KASLR_added_is_known(string text, string line)
    {
        using var image = new WidgetImage();

        Assert.Contains(line, image.Symbolize(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Call Trace:\n widget_flush+0x11/0x30\n gadget_read+0x4/0x11\n")]
    [InlineData("RIP: 0010:gadget_read+0x4/0x11\n widget_flush+0x11/0x30 [widget_drv]\n")]
    public void A_text_that_was_symbolized_stays_as_it_is(string text)
    {
        using var image = new WidgetImage();
        string once = image.Symbolize(text);

        Assert.NotEqual(text, once);
        Assert.Equal(once, image.Symbolize(once));
    }

    [Fact]
    public void A_damaged_image_is_complained_about_and_the_text_stays()
    {
        using var image = new WidgetImage();
        byte[] bytes = File.ReadAllBytes(image.Kernel);
        File.WriteAllBytes(image.Kernel, bytes[..200]);

        Assert.Equal(" widget_flush+0x11/0x30\n", image.Symbolize(" widget_flush+0x11/0x30\n"));
        Assert.NotEmpty(image.Complaints);
    }

    [Fact]
    public void A_text_without_places_stays_as_it_is()
    {
        using var image = new WidgetImage();
        string text = "no place here\n+0x\n 1+0x2/0x3\nx+0xzz\n";

        Assert.Equal(text, image.Symbolize(text));
    }

    /// <summary>The section headers of an image say where its parts are; those of its symbols lead nowhere here.</summary>
    [Fact]
    public void Addresses_and_places_of_a_damaged_image_stay_as_they_are_and_it_is_said()
    {
        using var image = new WidgetImage();
        byte[] bytes = File.ReadAllBytes(image.Kernel);
        int table = (int)BitConverter.ToUInt64(bytes, 40), count = BitConverter.ToUInt16(bytes, 60);
        foreach (int header in Enumerable.Range(0, count).Select(i => table + (64 * i)).Where(header => BitConverter.ToUInt32(bytes, header + 4) == 2))
        {
            BitConverter.GetBytes(1UL << 40).CopyTo(bytes, header + 24);
        }

        File.WriteAllBytes(image.Kernel, bytes);
        const string Text = " [<0000000000401021>]\n widget_flush+0x11/0x30\n";

        Assert.Equal(Text, image.Symbolize(Text));
        Assert.All(image.Complaints, complaint => Assert.Contains("section .symtab at 0x", complaint, StringComparison.Ordinal));
        Assert.Equal(2, image.Complaints.Count);
    }
}
