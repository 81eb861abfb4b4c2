using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Memory that is not there: no crash, and often what led to one, so that these count where nothing else is reported.</summary>
public static partial class Allocations
{
    /// <summary>What stands between who needs memory and the allocator that has none.</summary>
    private static readonly string[] Allocators =
        ["dump_header", "oom_kill_process", "out_of_memory", "warn_alloc", "alloc_page", "alloc_frozen_pages", "folio_alloc", "charge_memcg", "try_charge", "mem_cgroup_", "kmalloc", "vmalloc", "alloc_skb"];

    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "oom-killer",
            PrintedBy = "mm/oom_kill.c",
            Header = " invoked oom-killer:",
            Opening = OomKiller(),
            Title = "out of memory in {frame}",
            Type = "DoS",
            Stack = Marks.Trace with { NeverGuilty = Allocators },
            Example = """
                widget invoked oom-killer: gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP), order=0, oom_score_adj=0
                CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x34/0x44
                 dump_header+0x4a/0x1ff
                 oom_kill_process.cold+0xb/0x10
                 out_of_memory+0x1fd/0x4c0
                 __alloc_pages+0x30f/0x330
                 widget_fill_ring+0x1d3/0x240
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "out of memory in widget_fill_ring",
        },
        new()
        {
            Name = "page-allocation-failure",
            PrintedBy = "mm/page_alloc.c",
            Header = "page allocation failure",
            Opening = PageAllocation(),
            Title = "page allocation failure in {frame}",
            Type = "DoS",
            Stack = Marks.Trace with { NeverGuilty = Allocators },
            Example = """
                kworker/0:1: page allocation failure: order:4, mode:0x40cc0(GFP_KERNEL|__GFP_COMP), nodemask=(null),cpuset=/,mems_allowed=0
                CPU: 0 PID: 57 Comm: kworker/0:1 Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x34/0x44
                 warn_alloc.cold+0x7b/0xdf
                 __alloc_pages+0x30f/0x330
                 widget_fill_ring+0x1d3/0x240
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "page allocation failure in widget_fill_ring",
        },
        new()
        {
            Name = "vmalloc-failure",
            PrintedBy = "mm/vmalloc.c",
            Header = "vmalloc error: size ",
            Opening = VmallocError(),
            Title = "vmalloc failure in {frame}",
            Type = "DoS",
            Stack = Marks.Trace with { NeverGuilty = Allocators },
            Example = """
                widget: vmalloc error: size 1073741824, failed to allocate pages, mode:0xcc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0
                CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x34/0x44
                 warn_alloc.cold+0x7b/0xdf
                 __vmalloc_node_range+0x30f/0x330
                 widget_fill_ring+0x1d3/0x240
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "vmalloc failure in widget_fill_ring",
        },
    ];

    [GeneratedRegex("vmalloc error: size [0-9]+, ")]
    private static partial Regex VmallocError();

    [GeneratedRegex(" invoked oom-killer:")]
    private static partial Regex OomKiller();

    [GeneratedRegex(@"page allocation failure[:.] ?order:\d")]
    private static partial Regex PageAllocation();
}
