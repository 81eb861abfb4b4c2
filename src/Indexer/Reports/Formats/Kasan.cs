using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>The address sanitizer: use after free, out of bounds, double free.</summary>
public static partial class Kasan
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "kasan-invalid-free",
            PrintedBy = "mm/kasan/report.c",
            Header = "BUG: KASAN: ",
            Opening = KasanInvalidFree(),
            Title = "KASAN: invalid-free in {frame}",
            AltTitles = ["invalid-free in {frame}"],
            FormerTitles = ["KASAN: double-free or invalid-free in {frame}"],
            Stack = new(KasanInvalidFreeStep(), Marks.CallTrace, Marks.Frames) { NeverGuilty = ["kmem_", "slab_", "kfree", "vunmap", "vfree", "qlist"] },
            Example = """
                BUG: KASAN: double-free in kfree+0x10/0x80
                Free of addr ffff88810a2b3c40 by task kworker/u8:3/57
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "KASAN: invalid-free in widget_flush",
        },
        new()
        {
            Name = "kasan-bad-access",
            PrintedBy = "mm/kasan/report.c",
            Header = "BUG: KASAN: ",
            Opening = KasanBadAccess(),
            Details = [AnnouncementLine(), AccessLine()],
            Title = "KASAN: {kind} {access} in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = new(AnnouncedFunction(), Marks.CallTrace, Marks.Frames) { NeverGuilty = ["kmem_", "slab_", "vunmap", "vfree", "qlist"] },
            Example = """
                BUG: KASAN: slab-use-after-free in widget_flush+0x1d3/0x240
                Read of size 8 at addr ffff88810a2b3c40 by task kworker/u8:3/57
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "KASAN: slab-use-after-free Read in widget_flush",
        },
        new()
        {
            Name = "kasan-bad-access-no-function",
            PrintedBy = "mm/kasan/report.c",
            Header = "BUG: KASAN: ",
            Opening = KasanBadAccessNoFunction(),
            Details = [AccessLine()],
            Title = "KASAN: {kind} {access}",
            Example = """
                BUG: KASAN: wild-memory-access on address 6b6b6b6b6b6b6b73
                Read of size 8 by task kworker/u8:3/57
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "KASAN: wild-memory-access Read",
        },
        new()
        {
            Name = "kasan-late-fault",
            PrintedBy = "mm/kasan/report.c",
            Header = "BUG: KASAN: ",
            Opening = KasanLateFault(),
            Details = [LateFaultLine()],
            Title = "KASAN: invalid-access",
            Example = """
                BUG: KASAN: invalid-access
                Asynchronous fault: no details available
                Call trace:
                 dump_backtrace+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "KASAN: invalid-access",
        },
        new()
        {
            Name = "kasan-cut",
            PrintedBy = "mm/kasan/report.c",
            Header = "BUG: KASAN: ",
            Opening = KasanCut(),
            Title = "KASAN: {rest}",
            Doubtful = true,
            Example = "BUG: KASAN: slab-out-of-bounds in widget_flush",
            ExampleTitle = "KASAN: slab-out-of-bounds in widget_flush",
        },
    ];

    [GeneratedRegex(@"BUG: KASAN: (?<kind>[a-z\-]+) in (?<function>" + Marks.Frame + @")")]
    private static partial Regex AnnouncementLine();

    [GeneratedRegex(@"(?<access>Read|Write) (?:of size [0-9]+|at addr)")]
    private static partial Regex AccessLine();

    [GeneratedRegex(@"BUG: KASAN: [a-z\-]+ in " + Marks.Frame)]
    private static partial Regex AnnouncedFunction();

    [GeneratedRegex(@"BUG: KASAN: (?:double-free or invalid-free|double-free|invalid-free) in")]
    private static partial Regex KasanInvalidFree();

    [GeneratedRegex(@"BUG: KASAN: [a-z\- ]+ in " + Marks.Frame)]
    private static partial Regex KasanInvalidFreeStep();

    [GeneratedRegex(@"BUG: KASAN: [a-z\-]+ in")]
    private static partial Regex KasanBadAccess();

    [GeneratedRegex(@"BUG: KASAN: (?<kind>[a-z\-]+) on address")]
    private static partial Regex KasanBadAccessNoFunction();

    // Memory tagging that checks late: the processor tells that there was a fault, not where, and the stack trace is of whoever came next.
    [GeneratedRegex(@"BUG: KASAN: invalid-access$")]
    private static partial Regex KasanLateFault();

    [GeneratedRegex(@"Asynchronous fault: no details available")]
    private static partial Regex LateFaultLine();

    [GeneratedRegex(@"BUG: KASAN: (?<rest>.*)")]
    private static partial Regex KasanCut();
}
