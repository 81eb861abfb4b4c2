using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Tests.Reports;

/// <summary>Lines that announce the crash which was announced before, and lines that announce none.</summary>
public sealed class SameCrashTests
{
    private const string Stack = """
        CPU: 1 PID: 57 Comm: widget Not tainted 6.12.0 #1
        Call Trace:
         <TASK>
         dump_stack_lvl+0x116/0x1f0
         widget_flush+0x1d3/0x240
         do_syscall_64+0xcd/0xf80
         </TASK>

        """;

    [Theory]
    [InlineData("VFS: Busy inodes after unmount of loop4 (ext4)", "VFS: Busy inodes after unmount (use-after-free)")]
    [InlineData("VFS: Close: file count is 0 (f_op=widget_fops)", "VFS: Close: file count is zero (use-after-free)")]
    [InlineData("BUG: Dentry 00000000abcdef01{i=2a,n=a.txt}  still in use (1) [unmount of ext4 loop4]", "BUG: Dentry still in use in unmount")]
    [InlineData("CFI failure at widget_flush+0x1d3/0x240 (target: gadget_poll+0x0/0x80; expected type: 0x12345678)", "CFI failure in widget_flush")]
    public void What_a_warning_says_above_its_place_is_the_same_crash(string message, string title)
    {
        foreach (string place in new[] { "WARNING: CPU: 1 PID: 57 at fs/super.c:650 generic_shutdown_super+0x1a/0x20", "WARNING: fs/super.c:650 at generic_shutdown_super+0x1a/0x20, CPU#1: widget/57", "------------[ cut here ]------------\nkernel BUG at fs/super.c:650!" })
        {
            Assert.Equal([title], Titles($"{message}\n{place}\nRIP: 0010:generic_shutdown_super+0x1a/0x20\n{Stack}"));
        }
    }

    [Fact]
    public void A_crash_right_below_another_is_one_of_its_own() =>
        Assert.Equal(["VFS: Busy inodes after unmount (use-after-free)", "WARNING in gadget_poll"], Titles($"VFS: Busy inodes after unmount of loop4. Self-destruct in 5 seconds.\na\nb\nc\nWARNING: CPU: 1 PID: 57 at drivers/gadget.c:65 gadget_poll+0x1a/0x20\nRIP: 0010:gadget_poll+0x1a/0x20\n{Stack}"));

    [Fact]
    public void Lines_that_begin_with_info_inside_a_report_of_the_slab_allocator_do_not_end_it()
    {
        CrashReport[] reports = [.. ReportParser.ParseAll(new StringReader($"""
            BUG kmalloc-96 (Tainted: G    B  ): Poison overwritten
            -----------------------------------------------------------------------------

            INFO: 0x00000000abcdef03-0x00000000abcdef03 @offset=96. First byte 0x6a instead of 0x6b
            INFO: Allocated in gadget_open+0x1d3/0x240 age=12 cpu=1 pid=57
             kmem_cache_alloc_trace+0x1c/0x30
             gadget_open+0x1d3/0x240
             do_syscall_64+0x33/0x40
            INFO: Freed in gadget_close+0x1d3/0x240 age=3 cpu=0 pid=58
             kfree+0x1c/0x30
             gadget_close+0x1d3/0x240
             do_syscall_64+0x33/0x40
            INFO: Slab 0x00000000abcdef01 objects=42 used=40 fp=0x00000000abcdef02 flags=0x17ffffc0000200
            {Stack}
            """))];

        Assert.Equal("BUG kmalloc-NUM: Poison overwritten", Assert.Single(reports).Title);
        Assert.Equal([StackKind.Allocated, StackKind.Freed, StackKind.CallTrace], reports[0].Stacks.Select(stack => stack.Kind));
    }

    [Theory]
    [InlineData("ext4_inode_cache(12:system.slice)", "ext4_inode_cache")]
    [InlineData("bio-16/dm.0", "bio-NUM/dm.NUM")]
    [InlineData(":A-0000096", ":A-NUM")]
    public void A_slab_cache_may_have_signs_in_its_name(string cache, string title) =>
        Assert.Equal([$"BUG {title}: Poison overwritten"], Titles($"BUG {cache} (Not tainted): Poison overwritten\n{Stack}"));

    [Theory]
    [InlineData("BUG: Bad page state: 17 messages suppressed")]
    [InlineData("BUG: Bad page map: 17 messages suppressed")]
    [InlineData("BUG eth0 (0000:00:19.0): 12")]
    [InlineData("ipmmu-vmsa e67b0000.iommu: Unhandled fault: status 0x00000101 iova 0xfe00")]
    [InlineData("3w-9xxx: scsi0: AEN: INFO: AEN queue overflow.")]
    public void What_is_no_crash_is_no_report(string line) => Assert.Empty(Titles($"{line}\n{Stack}"));

    [Theory]
    [InlineData("oom-killer", "out of memory in widget_fill_ring")]
    [InlineData("vmalloc-failure", "vmalloc failure in widget_fill_ring")]
    public void A_driver_that_warns_of_its_hardware_does_not_hide_what_counts_alone(string format, string title)
    {
        string[] titles = [.. Titles("thinkpad_acpi: WARNING: Outdated ThinkPad BIOS/EC firmware\nwidget: probed\n" + OopsFamilies.Formats.Single(row => row.Name == format).Example)];

        Assert.Equal(["WARNING: Outdated ThinkPad BIOS/EC firmware", title], titles);
    }

    [Theory]
    [InlineData("WARNING: CPU: 1 PID: 57 at widget_flush+0x1a/0x20 [widget]", "WARNING in widget_flush")]
    [InlineData("WARNING: CPU: 1 PID: 57 at /var/lib/dkms/widget-6.12.1+deb12~rc1/flush.c:42 widget_flush+0x1a/0x20 [widget]", "WARNING in widget_flush")]
    [InlineData("WARNING: CPU: 1 PID: 57 at mm/util.c:665 __kvmalloc_node_noprof+0x1a/0x20", "WARNING: kmalloc bug in widget_flush")]
    [InlineData("BUG: scheduling in a non-blocking section: widget/57/1", "BUG: scheduling in a non-blocking section in widget_flush")]
    public void An_announcement_of_a_configuration_or_version_of_its_own_has_the_title_of_its_kind(string line, string title) => Assert.Equal([title], Titles($"{line}\n{Stack}"));

    private static IEnumerable<string> Titles(string text) => ReportParser.ParseAll(new StringReader(text)).Select(report => report.Title);
}
