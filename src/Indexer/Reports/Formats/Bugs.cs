using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Assertions that failed: BUG_ON, corrupted lists, calls that go astray.</summary>
public static partial class Bugs
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "corrupted-list",
            PrintedBy = "lib/list_debug.c",
            Header = "kernel BUG at lib/list_debug.c",
            Opening = CorruptedList(),
            Title = "BUG: corrupted list in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipThenTrace with { NeverGuilty = ["list_add", "list_del"] },
            Example = """
                kernel BUG at lib/list_debug.c:29!
                invalid opcode: 0000 [#1] SMP KASAN
                RIP: 0010:__list_add_valid+0x26/0x3c
                Call Trace:
                 __list_add_valid+0x26/0x3c
                 widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "BUG: corrupted list in widget_flush",
        },
        new()
        {
            Name = "bad-usercopy",
            PrintedBy = "mm/usercopy.c",
            Header = "kernel BUG at mm/usercopy.c",
            Opening = BadUsercopy(),
            Title = "BUG: bad usercopy in {frame}",
            FormerTitles = ["kernel BUG at {place}!"],
            Stack = new(Marks.Rip, Marks.CallTrace, Marks.Frames) { NeverGuilty = ["usercopy"] },
            Example = """
                kernel BUG at mm/usercopy.c:72!
                invalid opcode: 0000 [#1] SMP KASAN
                RIP: 0010:usercopy_abort+0x26/0x3c
                Call Trace:
                 __check_object_size+0x26/0x3c
                 widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "BUG: bad usercopy in widget_flush",
        },
        new()
        {
            Name = "kernel-bug",
            PrintedBy = "lib/bug.c",
            Header = "ernel BUG",
            Opening = KernelBug(),
            Title = "kernel BUG in {frame}",
            FormerTitles = ["kernel BUG at {place}!"],
            Stack = new(Marks.Rip, Marks.CallTrace, Marks.Frames) { NeverGuilty = ["^skb_pull", "^skb_push", "^skb_put", "^skb_panic", "^skb_over_panic", "^skb_under_panic", "^skb_to_sgvec", "^pskb_", "^__skb_", "^__pskb"] },
            Example = """
                kernel BUG at drivers/widget/flush.c:42!
                invalid opcode: 0000 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "kernel BUG in widget_flush",
        },
        new()
        {
            Name = "cfi-failure",
            PrintedBy = "kernel/cfi.c",
            Header = "+0x",
            Opening = ControlFlow(),
            Title = "{what} in {function}",
            FormerTitles = ["invalid opcode in {function}", "Internal error in {function}"],
            Type = "DoS",
            Example = """
                CFI failure at widget_flush+0x1d3/0x240 [widget] (target: gadget_done+0x0/0x20; expected type: 0x12345678)
                Oops: invalid opcode: 0000 [#1] PREEMPT SMP
                RIP: 0010:widget_flush+0x1d3/0x240 [widget]
                Call Trace:
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "CFI failure in widget_flush",
        },
        new()
        {
            Name = "bug-failure",
            PrintedBy = "include/asm-generic/bug.h",
            Header = "BUG: failure at ",
            Opening = BugFailure(),
            Title = "kernel BUG in {function}",
            FormerTitles = ["BUG: failure at {place}/{function}()!"],
            StackOptional = true,
            Example = """
                BUG: failure at drivers/widget/flush.c:42/widget_flush()!
                Kernel panic - not syncing: BUG!
                CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
                Call Trace:
                 [<60159018>] widget_flush+0x18/0x40
                 [<60169010>] gadget_poll+0x10/0x80
                """,
            ExampleTitle = "kernel BUG in widget_flush",
        },
    ];

    [GeneratedRegex(@"kernel BUG at lib/list_debug\.c")]
    private static partial Regex CorruptedList();

    [GeneratedRegex(@"kernel BUG at (?<place>mm/usercopy\.c(?::[0-9]+)?)")]
    private static partial Regex BadUsercopy();

    // Clang's checks of indirect calls, and those of the processor: arch/x86/kernel/cet.c.
    [GeneratedRegex(@"(?<what>CFI failure) at (?<function>[A-Za-z_]\w*)[.\w]*\+0x|(?<what>Missing ENDBR): (?<function>[A-Za-z_]\w*)[.\w]*\+0x")]
    private static partial Regex ControlFlow();

    // BUG() of architectures without one of their own, User Mode Linux among them.
    [GeneratedRegex(@"BUG: failure at (?<place>" + Marks.Src + @")/(?<function>\w+)\(\)!")]
    private static partial Regex BugFailure();

    [GeneratedRegex(@"[kK]ernel BUG(?: (?:at )?(?:(?<place>" + Marks.Src + @")!)?|: [0-9a-f]{4} \[#)")]
    private static partial Regex KernelBug();
}
