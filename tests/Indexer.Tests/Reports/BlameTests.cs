using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

/// <summary>Who and what is blamed, and when a report says so of itself with doubt.</summary>
public class BlameTests
{
    [Fact]
    public void The_path_of_a_file_may_have_a_plus()
    {
        CrashReport report = ReportParser.Parse("WARNING: CPU: 1 PID: 5 at /usr/src/widget-6.12+deb12/flush.c:128 widget_flush+0x10/0x20\nCall Trace:\n widget_flush+0x1/0x2\n"
            + "+drivers/widget/core.c:7 is a line of a patch\n")!;

        Assert.Equal("/usr/src/widget-6.12+deb12/flush.c", report.GuiltyFile);
        Assert.Equal(["/usr/src/widget-6.12+deb12/flush.c:128", "drivers/widget/core.c:7"], report.Locations);
    }

    /// <summary>Names of 6.9 and later, of PREEMPT_RT, of arm64 and of the DMA debugging, outermost last.</summary>
    [Theory]
    [InlineData("__alloc_frozen_pages_noprof", "alloc_pages_mpol", "___kmalloc_large_node", "__kmalloc_large_node_noprof", "__kvmalloc_node_noprof", "kvrealloc_noprof")]
    [InlineData("__list_del_entry_valid_or_report", "___down_common", "__down_common", "__down")]
    [InlineData("rt_mutex_slowlock_block", "rtlock_slowlock_locked", "rt_spin_lock")]
    [InlineData("rwlock_bug.part.0", "rt_read_lock")]
    [InlineData("check_unmap", "debug_dma_unmap_page", "dma_unmap_page_attrs")]
    [InlineData("add_dma_entry", "debug_dma_map_sg", "__dma_map_sg_attrs", "dma_map_sg_attrs")]
    [InlineData("rep_stos_alternative", "__clear_user")]
    [InlineData("kasan_handler", "call_break_hook", "brk_handler", "do_debug_exception", "el1_dbg", "el1h_64_sync_handler", "memcpy")]
    [InlineData("__do_kernel_fault", "do_bad_area", "do_tag_check_fault", "do_mem_abort", "el1_abort", "memset")]
    public void Who_calls_what_checks_locks_and_allocates_is_guilty(params string[] innermost)
    {
        string frames = string.Concat(innermost.Select(function => $" {function}+0x10/0x20\n"));

        Assert.Equal("WARNING in widget_flush", ReportParser.Parse($"WARNING: CPU: 1 PID: 5 at drivers/widget.c:128 {innermost[0]}+0x10/0x20\nCall Trace:\n{frames} widget_flush+0x1/0x2\n do_syscall_64+0x1/0x2\n")!.Title);
    }

    [Theory]
    [InlineData("__alloc_frozen_pages_noprof", "alloc_pages_mpol", "alloc_frozen_pages_noprof")]
    [InlineData("__kmalloc_cache_noprof")]
    [InlineData("__kmalloc_node_track_caller_noprof", "kmemdup_noprof")]
    [InlineData("__kmalloc_node_noprof", "sbitmap_init_node", "sbitmap_queue_init_node")]
    [InlineData("__kmalloc_cache_node_noprof", "mempool_init_node", "mempool_init_noprof")]
    [InlineData("kmem_cache_alloc_lru_noprof", "xas_alloc", "xas_create", "xas_store", "__xa_store", "xa_store")]
    [InlineData("__kmalloc_node_track_caller_noprof", "kvasprintf", "kobject_set_name_vargs", "dev_set_name")]
    public void Who_calls_what_allocates_leaks(params string[] innermost)
    {
        string frames = string.Concat(innermost.Select(function => $"    {function}+0x10/0x20\n"));

        Assert.Equal("memory leak in widget_probe", ReportParser.Parse($"unreferenced object 0xffff88810a2b3c40 (size 96):\n  comm \"widget\", pid 57, jiffies 4294945990\n  backtrace (crc 5b2f4c3):\n{frames}    widget_probe+0x1/0x2 [widget]\n")!.Title);
    }

    [Fact]
    public void A_task_that_does_not_leave_the_kernel_is_named_where_no_cpu_stalls() =>
        Assert.Equal("INFO: rcu detected stall in widget_flush", ReportParser.Parse("rcu: INFO: rcu_tasks detected stalls on tasks:\n00000000abcdef01: .. nvcsw: 12/12 holdout: 1 idle_cpu: -1/1\ntask:widget          state:R  running task     stack:0     pid:57    ppid:1      flags:0x00004002\n"
            + "Call Trace:\n __schedule+0x34d/0x9e0\n preempt_schedule_irq+0x1/0x2\n widget_flush+0x1/0x2\n do_syscall_64+0x1/0x2\n")!.Title);

    [Fact]
    public void A_page_fault_handler_can_be_guilty()
    {
        CrashReport report = ReportParser.Parse("""
            BUG: KASAN: use-after-free in __do_page_fault+0x100/0x200
            Read of size 8 at addr ffff88810a2b3c40 by task widget/57
            Call Trace:
             dump_stack+0x194/0x257
             kasan_report+0x25b/0x340
             __do_page_fault+0x100/0x200
             page_fault+0x22/0x30
            """)!;

        Assert.Equal("KASAN: use-after-free Read in __do_page_fault", report.Title);
    }

    [Fact]
    public void A_warning_inside_the_report_of_a_sanitizer_makes_it_doubtful()
    {
        const string report = """
            ==================================================================
            BUG: KASAN: use-after-free in widget_flush+0x1d3/0x240
            Read of size 8 at addr ffff88810a2b3c40 by task widget/57
            Call Trace:
             kasan_report+0x25b/0x340
             widget_flush+0x1d3/0x240
            {0}
            ==================================================================
            """;
        const string warning = "------------[ cut here ]------------\nslab index 52160 out of bounds (604)";

        Assert.False(ReportParser.Parse(report.Replace("{0}", "", StringComparison.Ordinal))!.Corrupted);
        Assert.True(ReportParser.Parse(report.Replace("{0}", warning, StringComparison.Ordinal))!.Corrupted);
        Assert.False(ReportParser.Parse(report.Replace("{0}", "", StringComparison.Ordinal) + "\n" + warning)!.Corrupted);
    }

    [Fact]
    public void Where_a_lock_was_taken_names_the_file_only_if_nothing_else_does()
    {
        const string report = """
            WARNING: lock held when returning to user space!
            1 lock held by widget/57:
             #0: (&w->lock){+.+.}, at: widget_flush+0x1d3/0x240 drivers/widget/flush.c:42
            """;
        const string trace = "\nCall Trace:\n gadget_poll+0x10/0x80 drivers/gadget/poll.c:7";

        Assert.Equal("drivers/widget/flush.c", ReportParser.Parse(report)!.GuiltyFile);
        Assert.Equal("drivers/gadget/poll.c", ReportParser.Parse(report + trace)!.GuiltyFile);
        Assert.Equal("", ReportParser.Parse(report.Replace(" drivers/widget/flush.c:42", "", StringComparison.Ordinal))!.GuiltyFile);
    }
}
