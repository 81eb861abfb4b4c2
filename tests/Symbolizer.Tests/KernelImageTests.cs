namespace KB.Symbolizer.Tests;

public class KernelImageTests
{
    [Theory]
    [InlineData("widget-dwarf5")]
    [InlineData("widget-dwarf4")]
    [InlineData("widget-zlib")]
    public void An_inline_frame_comes_before_the_function_that_contains_it(string name)
    {
        using KernelImage image = Fixture.Open(name);

        SourceFrame[] frames = image.FindFrames([0x401020])[0];

        Assert.Equal(["widget_sum drivers/widget.c:11 [inline]", "widget_flush drivers/widget.c:18"], Fixture.Describe(frames));
    }

    [Fact]
    public void Addresses_are_answered_in_the_order_asked_and_as_often()
    {
        using KernelImage image = Fixture.Open("widget-dwarf5");

        SourceFrame[][] frames = image.FindFrames([0x4010b4, 0x401010, 0x401010, 0x401000]);

        Assert.Equal(["gadget_read", "widget_flush", "widget_flush", "main"], frames.Select(chain => chain[^1].Function));
    }

    [Fact]
    public void A_file_is_told_as_recorded_and_relative_to_the_kernel_tree()
    {
        using KernelImage image = Fixture.Open("widget-dwarf5");

        SourceFrame frame = image.FindFrames([0x4010b4])[0][0];

        Assert.Equal(("/build/linux-1.0/drivers/gadget.c", "drivers/gadget.c", 11, 9), (frame.File, frame.Path, frame.Line, frame.Column));
    }

    [Fact]
    public void An_address_that_no_image_has_stands_for_nothing()
    {
        using KernelImage image = Fixture.Open("widget-dwarf5");

        Assert.Empty(image.FindFrames([0x10])[0]);
    }

    [Theory]
    [InlineData(0x18, 0x401061)]
    [InlineData(0x20, 0x401061)]
    [InlineData(0x26, 0x401081)]
    [InlineData(0x30, 0x401081)]
    public void Two_functions_of_one_name_are_told_apart_by_st_size_or_by_the_distance_to_the_next_symbol(int size, int address)
    {
        using KernelImage image = Fixture.Open("widget-dwarf5");

        Assert.Equal([(ulong)address], image.FindAddresses(new("widget_poll", 1, (ulong)size)));
    }

    [Fact]
    public void A_name_of_two_functions_without_a_size_gives_both()
    {
        using KernelImage image = Fixture.Open("widget-dwarf5");

        Assert.Equal([0x401061ul, 0x401081ul], image.FindAddresses(new("widget_poll", 1, null)).Order());
    }

    [Fact]
    public void A_function_of_another_size_is_of_another_build_and_gives_nothing()
    {
        using KernelImage image = Fixture.Open("widget-dwarf5");

        Assert.Empty(image.FindAddresses(new("widget_flush", 1, 0x400)));
        Assert.Empty(image.FindAddresses(new("widget_flush", 0x40, 0x30)));
    }

    [Fact]
    public void The_call_that_ends_a_function_may_return_to_its_end()
    {
        using KernelImage image = Fixture.Open("widget-dwarf5");

        Assert.Equal([0x401025ul + 0x10], image.FindAddresses(new("widget_flush", 0x25, 0x30)));
    }

    [Fact]
    public void A_module_is_relocated_and_its_sections_lie_one_after_the_other()
    {
        using KernelImage image = Fixture.Open("widget.ko");
        ulong flush = image.FindAddresses(new("widget_flush", 0, null)).Single(), panic = image.FindAddresses(new("widget_panic", 0, null)).Single();

        Assert.True(image.IsModule);
        Assert.True(panic >= flush + 0x25);
        Assert.Equal(["widget_sum drivers/widget.c:11 [inline]", "widget_flush drivers/widget.c:18"], Fixture.Describe(image.FindFrames([flush + 0x10])[0]));
        Assert.Equal("widget_panic", image.FindFrames([panic])[0][^1].Function);
    }

    [Fact]
    public void The_init_function_of_a_module_goes_by_the_name_that_its_source_gives_it()
    {
        using KernelImage image = Fixture.Open("aliased.ko");

        Assert.Equal("gadget_init", image.FindFrames([1])[0][^1].Function);
        Assert.Equal([1ul], image.FindAddresses(new("init_module", 1, null)));
    }

    [Theory]
    [InlineData("entry-aarch64.o", 4)]
    [InlineData("entry-armv7.o", 4)]
    [InlineData("entry-i386.o", 1)]
    [InlineData("entry-mips.o", 4)]
    [InlineData("entry-riscv64.o", 4)]
    [InlineData("entry-s390x.o", 4)]
    public void Machines_of_both_byte_orders_and_both_sizes_are_read(string name, int instruction)
    {
        using KernelImage image = Fixture.Open(name);

        SourceFrame[][] frames = image.FindFrames([0, (ulong)instruction, 2 * (ulong)instruction]);

        Assert.Equal(["entry_start drivers/entry.S:6", "entry_start drivers/entry.S:7", "entry_done drivers/entry.S:12"], Fixture.Describe(frames.Select(chain => chain[0])));
    }

    [Fact]
    public void A_unit_of_rustc_gives_names_as_in_its_source()
    {
        using KernelImage image = Fixture.Open("sprocket.o");

        Assert.Equal(["<u32>::wrapping_mul", "<sprocket::wheel::Wheel>::turn"], image.FindFrames([2])[0].Select(frame => frame.Function));
        Assert.Equal("sprocket::wheel::spin", image.FindFrames([0x10])[0][^1].Function);
    }

    [Fact]
    public void Sections_compressed_with_zstd_are_refused_with_a_way_out()
    {
        using KernelImage image = Fixture.Open("widget-zstd");

        BadImageFormatException error = Assert.Throws<BadImageFormatException>(() => image.FindFrames([0x401020]));

        Assert.Contains("objcopy --decompress-debug-sections", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_build_id_is_read_from_the_notes()
    {
        using KernelImage image = Fixture.Open("widget-dwarf5");

        Assert.Equal(40, image.BuildId?.Hex.Length);
        Assert.Equal(image.BuildId, BuildId.Parse(image.BuildId!.Value.Hex.ToUpperInvariant()));
        Assert.Null(BuildId.Parse("not hex"));
        Assert.Null(BuildId.Parse("abc"));
    }

    [Fact]
    public void A_file_that_is_no_image_is_refused_with_part_and_offset()
    {
        BadImageFormatException error = Assert.Throws<BadImageFormatException>(() => Fixture.Open("build.sh"));

        Assert.Equal("ELF header at 0x0: not an ELF file", error.Message);
    }

    [Fact]
    public void An_image_may_be_closed_twice()
    {
        KernelImage image = Fixture.Open("widget-dwarf5");

        image.Dispose();
        image.Dispose();
    }
}
