using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Page and slab accounting, memory leaks.</summary>
public static partial class Memory
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "memory-leak",
            PrintedBy = "executor/common_linux.h",
            Header = "BUG: memory leak",
            Opening = MemoryLeak(),
            Title = "memory leak in {frame}",
            Stack = new(MemoryLeakStep(), Marks.Frames) { NeverGuilty = Marks.LeakAllocators },
            Example = """
                BUG: memory leak
                unreferenced object 0xffff88810a2b3c40 (size 96):
                  comm "widget", pid 57, jiffies 4294945990 (age 8.080s)
                  backtrace:
                    [<00000000abcdef01>] kmem_cache_alloc+0x10/0x80
                    [<00000000abcdef02>] widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "memory leak in widget_flush",
        },
        new()
        {
            Name = "memory-leak-listing",
            PrintedBy = "mm/kmemleak.c",
            Header = "unreferenced object 0x",
            Opening = MemoryLeakListing(),
            Title = "memory leak in {frame}",
            Stack = new(MemoryLeakStep(), Marks.Frames) { NeverGuilty = Marks.LeakAllocators },
            Example = """
                unreferenced object 0xffff88810a2b3c40 (size 96):
                  comm "widget", pid 57, jiffies 4294945990 (age 8.080s)
                  backtrace:
                    [<00000000abcdef01>] kmem_cache_alloc+0x10/0x80
                    [<00000000abcdef02>] widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "memory leak in widget_flush",
        },
        new()
        {
            Name = "bad-rss-counter",
            PrintedBy = "kernel/fork.c",
            Header = "Bad rss-counter state",
            Opening = BadRssCounter(),
            Title = "BUG: Bad rss-counter state",
            StackOptional = true,
            Example = "BUG: Bad rss-counter state mm:ffff88810a2b3c40 idx:1 val:2",
            ExampleTitle = "BUG: Bad rss-counter state",
        },
        new()
        {
            Name = "non-zero-pgtables",
            PrintedBy = "kernel/fork.c",
            Header = "BUG: non-zero",
            Opening = NonZeroPgtables(),
            Title = "BUG: non-zero {what} on freeing mm",
            StackOptional = true,
            Example = "BUG: non-zero pgtables_bytes on freeing mm: 4096",
            ExampleTitle = "BUG: non-zero pgtables_bytes on freeing mm",
        },
        new()
        {
            Name = "bad-page-map",
            PrintedBy = "mm/memory.c",
            Header = "Bad page map",
            Opening = BadPageMap(),
            Title = "BUG: Bad page map",
            Example = """
                BUG: Bad page map in process widget  pte:ffff8801 pmd:1d2fa8067
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: Bad page map",
        },
        new()
        {
            Name = "bad-page-cache",
            PrintedBy = "mm/filemap.c",
            Header = "Bad page cache",
            Opening = BadPageCache(),
            Title = "BUG: Bad page cache",
            Example = """
                BUG: Bad page cache in process widget  pfn:1d2fa
                page dumped because: still mapped when deleted
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: Bad page cache",
        },
        new()
        {
            Name = "page-poison",
            PrintedBy = "mm/page_poison.c",
            Header = "pagealloc: ",
            Opening = PagePoison(),
            Title = "pagealloc: {what} in {frame}",
            Stack = Marks.Trace with { NeverGuilty = ["unpoison_pages", .. PageAllocators] },
            Example = """
                pagealloc: memory corruption
                00000000: aa aa aa aa aa aa aa 2a aa aa aa aa aa aa aa aa  .......*........
                CPU: 1 PID: 57 Comm: widget Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 __kernel_unpoison_pages+0x12b/0x1c0
                 get_page_from_freelist+0x10/0x20
                 __alloc_pages+0x10/0x20
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "pagealloc: memory corruption in widget_flush",
        },
        new()
        {
            Name = "bad-page-state",
            PrintedBy = "mm/page_alloc.c",
            Header = "Bad page state",
            Opening = BadPageState(),
            Title = "BUG: Bad page state in {frame}",
            FormerTitles = ["BUG: Bad page state"],
            Stack = new(BadPageStateStep(), Marks.Frames) { NeverGuilty = PageAllocators },
            Example = """
                BUG: Bad page state in process widget  pfn:1d2fa
                page_owner tracks the page as allocated
                page last allocated via order 0, migratetype Unmovable
                 get_page_from_freelist+0x10/0x20
                 widget_flush+0x1d3/0x240
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: Bad page state in widget_flush",
        },
        new()
        {
            Name = "object-already-free",
            PrintedBy = "mm/slub.c",
            Header = "Object already free",
            Opening = ObjectAlreadyFree(),
            Title = "BUG: Object already free in {frame}",
            Stack = Marks.Trace with { NeverGuilty = ["slab", "object_err", "free_debug_processing", "free_to_partial_list", "free_consistency_checks", "check_bytes_and_report"] },
            Example = """
                BUG kmalloc-96 (Not tainted): Object already free
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: Object already free in widget_flush",
        },
        new()
        {
            Name = "slub",
            PrintedBy = "mm/slub.c",
            Header = "BUG ",
            Opening = Slub(),
            Title = "BUG {cache}: {what}",
            StackOptional = true,
            Example = """
                BUG kmalloc-96 (Tainted: G    B): Poison overwritten
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG kmalloc-NUM: Poison overwritten",
        },
    ];

    /// <summary>Who takes pages on behalf of others.</summary>
    private static IReadOnlyList<string> PageAllocators =>
        ["get_page_from_freelist", "prep_new_page", "post_alloc", "alloc_pages", "alloc_frozen_pages", "alloc_folio", "filemap_get_folio", "filemap_get_pages", "pagecache_get_page", "find_or_create_page", "page_pool_", "set_page_owner", "page_frag"];

    [GeneratedRegex("pagealloc: (?<what>memory corruption|single bit error)$")]
    private static partial Regex PagePoison();

    [GeneratedRegex(@"unreferenced object 0x[0-9a-f]+ \(size [0-9]+\)")]
    private static partial Regex MemoryLeakListing();

    [GeneratedRegex(@"BUG: memory leak")]
    private static partial Regex MemoryLeak();

    [GeneratedRegex(@"backtrace")]
    private static partial Regex MemoryLeakStep();

    [GeneratedRegex(@"BUG: Bad rss-counter state")]
    private static partial Regex BadRssCounter();

    [GeneratedRegex(@"BUG: non-zero (?<what>nr_ptes|nr_pmds|pgtables_bytes) on freeing mm")]
    private static partial Regex NonZeroPgtables();

    [GeneratedRegex(@"BUG: Bad page map")]
    private static partial Regex BadPageMap();

    [GeneratedRegex(@"BUG: Bad page cache")]
    private static partial Regex BadPageCache();

    [GeneratedRegex(@"BUG: Bad page state")]
    private static partial Regex BadPageState();

    [GeneratedRegex(@"page_owner tracks the page as allocated")]
    private static partial Regex BadPageStateStep();

    [GeneratedRegex(@"BUG [\w:.@/()\-]+(?: \(.*\))?: Object already free")]
    private static partial Regex ObjectAlreadyFree();

    [GeneratedRegex(@"BUG (?<cache>[\w:.@/\-]+?)(?:\([^) ]*\))?(?: \(.*\))?: (?<what>.*)")]
    private static partial Regex Slub();
}
