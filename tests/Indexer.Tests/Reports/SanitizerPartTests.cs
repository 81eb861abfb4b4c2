using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

/// <summary>What stands below the announcements of the sanitizers, in the words of the kernel's sources (6.1 and 6.12).</summary>
public sealed class SanitizerPartTests
{
    private const string Widget = " widget_flush+0x1d3/0x240 [widget]\n do_syscall_64+0x82/0x190\n\n";

    [Theory]
    [InlineData("out-of-bounds read", "Out-of-bounds read at 0xffff88810a2b3bff (1B left of kfence-#7):")]
    [InlineData("use-after-free write", "Use-after-free write at 0xffff88810a2b3bff (in kfence-#7):")]
    [InlineData("memory corruption", "Corrupted memory at 0xffff88810a2b3bff [ 0xac . . . . . . . ] (in kfence-#7):")]
    [InlineData("invalid free", "Invalid free of 0xffff88810a2b3bff (in kfence-#7):")]
    public void Kfence_names_the_address_and_its_stack_is_kept(string what, string head)
    {
        string text = $"BUG: KFENCE: {what} in widget_flush+0x1d3/0x240 [widget]\n\n{head}\n{Widget}kfence-#7: 0xffff88810a2b3c00-0xffff88810a2b3c1f, size=32, cache=kmalloc-32\n\n"
            + "allocated by task 57 on cpu 1 at 12.123456s (1.000000s ago):\n gadget_open+0x10/0x80\n\n";

        foreach (CrashReport report in new[] { text, Indented(text) }.Select(each => ReportParser.Parse(each)!))
        {
            Assert.Equal("ffff88810a2b3bff", report.Access?.Address);
            Assert.Equal([StackKind.Crash, StackKind.CallTrace, StackKind.Allocated], report.Stacks.Select(stack => stack.Kind));
        }
    }

    [Fact]
    public void Kmsan_prints_the_stack_of_the_access_without_a_head()
    {
        CrashReport report = ReportParser.Parse("BUG: KMSAN: uninit-value in widget_peek include/widget.h:12 [inline]\nBUG: KMSAN: uninit-value in widget_flush+0x1d3/0x240 drivers/widget/flush.c:42\n"
            + " widget_peek include/widget.h:12 [inline]\n" + Widget + "Local variable tmp created at:\n gadget_copy+0x10/0x80\n\nCPU: 1 PID: 57 Comm: widget Not tainted 6.1.0 #1\n")!;

        Assert.Equal([StackKind.Crash, StackKind.CallTrace, StackKind.Origin], report.Stacks.Select(stack => stack.Kind));
        Assert.Equal(["widget_peek", "widget_flush", "do_syscall_64"], report.Stacks[1].Frames.Select(frame => frame.Function));
    }

    [Theory]
    [InlineData("read to", "Read")]
    [InlineData("write (marked) to", "Write")]
    [InlineData("read-write (marked, reordered) to", "Write")]
    [InlineData("race at unknown origin, with read to", "Read")]
    public void Kcsan_names_the_first_access(string access, string kind)
    {
        string text = $"BUG: KCSAN: data-race in gadget_poll / widget_flush\n\n{access} 0xffff88810a2b3c40 of 8 bytes by task 57 on cpu 1:\n{Widget}"
            + "read (marked) to 0xffff88810a2b3c40 of 2 bytes by interrupt on cpu 0:\n gadget_poll+0x10/0x80\n\n";

        foreach (CrashReport report in new[] { text, Indented(text) }.Select(each => ReportParser.Parse(each)!))
        {
            Assert.Equal(new AccessInfo(kind, 8, "ffff88810a2b3c40"), report.Access);
            Assert.Equal([StackKind.CallTrace, StackKind.Origin], report.Stacks.Select(stack => stack.Kind));
        }
    }

    [Theory]
    [InlineData("slab-use-after-free", "Read at addr f0ff00010a2b3c40", "Read", "f0ff00010a2b3c40")]
    [InlineData("double-free", "Free of addr ffff88810a2b3c00", null, "ffff88810a2b3c00")]
    public void Kasan_may_know_no_size_and_no_kind(string what, string access, string? kind, string address)
    {
        CrashReport report = ReportParser.Parse($"BUG: KASAN: {what} in widget_flush+0x1d3/0x240\n{access} by task widget/57\n\nCall Trace:\n{Widget}")!;

        Assert.Equal(new AccessInfo(kind, null, address), report.Access);
    }

    [Fact]
    public void Who_allocated_is_no_part_of_the_stack_of_the_access_when_the_time_is_told_as_well()
    {
        CrashReport report = ReportParser.Parse("BUG: KASAN: slab-out-of-bounds in kasan_check_range+0x1d3/0x240\nRead of size 8 at addr ffff88810a2b3c40 by task widget/57\n\nCall Trace:\n kasan_report+0x10/0x80\n\n"
            + "Allocated by task 56 on cpu 1 at 12.123456s:\n gadget_open+0x10/0x80\n\n")!;

        Assert.Equal("KASAN: slab-out-of-bounds Read in corrupted", report.Title);
    }

    [Fact]
    public void Who_made_a_mapping_and_who_holds_a_device_are_stacks_of_allocations()
    {
        CrashReport mapping = ReportParser.Parse($"BUG: KASAN: vmalloc-out-of-bounds in widget_flush+0x1d3/0x240\nRead of size 8 at addr ffffc90000a3f000 by task widget/57\n\nCall Trace:\n{Widget}"
            + "The buggy address belongs to the virtual mapping at\n [ffffc90000a3e000, ffffc90000a40000) created by:\n gadget_ring+0x10/0x80\n\n")!;
        CrashReport device = ReportParser.Parse("unregister_netdevice: waiting for br-lan.5 to become free. Usage count = 3\nref_tracker: br-lan.5@ffff88810a2b3c40 has 1/2 users at\n     dst_init+0x84/0x4a0\n     gadget_route+0x10/0x80\n\n"
            + "ref_tracker: br-lan.5@ffff88810a2b3c40 has 1/2 users at\n     widget_hold+0x10/0x80\n\n")!;

        Assert.Equal([StackKind.Crash, StackKind.CallTrace, StackKind.Allocated], mapping.Stacks.Select(stack => stack.Kind));
        Assert.Equal([StackKind.Allocated, StackKind.Allocated], device.Stacks.Select(stack => stack.Kind));
        Assert.Equal(["dst_init", "gadget_route", "widget_hold"], device.Stacks.SelectMany(stack => stack.Frames).Select(frame => frame.Function));
    }

    [Fact]
    public void A_sample_that_tabs_indent_has_its_frames() =>
        Assert.Equal("UBSAN: shift-out-of-bounds in widget_flush", ReportParser.Parse("\t UBSAN: shift-out-of-bounds in drivers/widget/flush.c:42:7\n\t shift exponent 64 is too large\n\t Call Trace:\n"
            + "\t  [<ffffffff815e6cd6>] dump_stack+0x45/0x5f\n\t  [<ffffffff8173c586>] widget_flush+0x1e6/0x480\n")!.Title);

    private static string Indented(string text) => string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? "" : "    " + line));
}
