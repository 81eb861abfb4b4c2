using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Traps of the processor inside the kernel.</summary>
public static partial class Traps
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "general-protection-fault",
            PrintedBy = "arch/x86/kernel/traps.c",
            Header = "general protection fault",
            Opening = GeneralProtectionFault(),
            Title = "general protection fault in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipThenTrace,
            Example = """
                general protection fault, probably for non-canonical address 0xdffffc0000000001: 0000 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "general protection fault in widget_flush",
        },
        new()
        {
            Name = "stack-segment",
            PrintedBy = "arch/x86/kernel/traps.c",
            Header = "stack segment:",
            Opening = StackSegment(),
            Title = "stack segment fault in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipThenTrace,
            Example = """
                stack segment: 0000 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "stack segment fault in widget_flush",
        },
        new()
        {
            Name = "divide-error",
            PrintedBy = "arch/x86/kernel/traps.c",
            Header = "divide",
            Opening = DivideError(),
            Title = "divide error in {frame}",
            Stack = Marks.RipThenTrace,
            Example = """
                divide error: 0000 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "divide error in widget_flush",
        },
        new()
        {
            Name = "invalid-opcode",
            PrintedBy = "arch/x86/kernel/traps.c",
            Header = "invalid opcode:",
            Opening = InvalidOpcode(),
            Title = "invalid opcode in {frame}",
            Stack = Marks.Trap,
            Example = """
                invalid opcode: 0000 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "invalid opcode in widget_flush",
        },
        new()
        {
            Name = "double-fault",
            PrintedBy = "arch/x86/kernel/traps.c",
            Header = "PANIC: double fault",
            Opening = DoubleFault(),
            Title = "PANIC: double fault in {frame}",
            Stack = Marks.RipThenTrace,
            Example = """
                PANIC: double fault, error_code: 0x0
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "PANIC: double fault in widget_flush",
        },
        new()
        {
            Name = "stack-overflow-double-fault",
            PrintedBy = "arch/x86/mm/fault.c",
            Header = "ernel stack overflow",
            Opening = StackOverflowDoubleFault(),
            Title = "kernel stack overflow in {frame}",
            AltTitles = ["stack-overflow in {frame}"],
            Stack = Marks.StackOverflow,
            Example = """
                kernel stack overflow (page fault): 0000 [#1] SMP
                RIP: 0010:gadget_poll+0x1/0x50
                Call Trace:
                 gadget_poll+0x10/0x80
                 widget_flush+0x1d3/0x240
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "kernel stack overflow in widget_flush",
        },
        new()
        {
            Name = "insufficient-stack",
            PrintedBy = "arch/arm64/kernel/traps.c",
            Header = "Insufficient stack space",
            Opening = InsufficientStack(),
            Title = "kernel stack overflow in {frame}",
            AltTitles = ["stack-overflow in {frame}"],
            Stack = Marks.StackOverflow,
            Example = """
                Insufficient stack space to handle exception!
                pc : mark_lock+0x4/0x1b4
                Call trace:
                 gadget_poll+0x10/0x80
                 widget_flush+0x1d3/0x240
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "kernel stack overflow in widget_flush",
        },
        new()
        {
            Name = "x86-other-trap",
            PrintedBy = "arch/x86/kernel/traps.c",
            Header = "segment not present:",
            Opening = X86OtherTrap(),
            Title = "segment not present in {frame}",
            Stack = Marks.RipThenTrace,
            Example = """
                segment not present: 0000 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "segment not present in widget_flush",
        },
        new()
        {
            Name = "alignment-check",
            PrintedBy = "arch/x86/kernel/traps.c",
            Header = "alignment check:",
            Opening = AlignmentCheck(),
            Title = "alignment check in {frame}",
            Stack = Marks.RipThenTrace,
            Example = """
                alignment check: 0000 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "alignment check in widget_flush",
        },
        new()
        {
            Name = "int3",
            PrintedBy = "arch/x86/kernel/traps.c",
            Header = "int3:",
            Opening = Int3(),
            Title = "int3 in {frame}",
            Stack = Marks.RipThenTrace,
            Example = """
                int3: 0000 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "int3 in widget_flush",
        },
        new()
        {
            Name = "unhandled-fault",
            PrintedBy = "arch/arm/mm/fault.c",
            Header = "Unhandled ",
            Opening = UnhandledFault(),
            Title = "Unhandled {what} in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipThenTrace,
            Example = """
                Unhandled fault: imprecise external abort (0x406) at 0x00000000
                Internal error: : 406 [#1] PREEMPT SMP
                PC is at widget_flush+0x1d3/0x240
                LR is at widget_flush+0xd3/0x240
                Call trace:
                 widget_flush from gadget_poll+0x10/0x80
                """,
            ExampleTitle = "Unhandled fault in widget_flush",
        },
        new()
        {
            Name = "alignment-trap",
            PrintedBy = "arch/arm/mm/alignment.c",
            Header = "Alignment trap:",
            Opening = AlignmentTrap(),
            Title = "Alignment trap in {frame}",
            Stack = Marks.RipThenTrace,
            Example = """
                Alignment trap: not handling instruction e1913f9f
                PC is at widget_flush+0x1d3/0x240
                LR is at widget_flush+0xd3/0x240
                Call trace:
                 widget_flush from gadget_poll+0x10/0x80
                """,
            ExampleTitle = "Alignment trap in widget_flush",
        },
        new()
        {
            Name = "split-lock",
            PrintedBy = "arch/x86/kernel/traps.c",
            Header = ": ",
            Opening = SplitLock(),
            Title = "Split lock detected in {frame}",
            Type = "DoS",
            Stack = Marks.RipThenTrace,
            Example = """
                : 0000 [#1] PREEMPT SMP NOPTI
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "Split lock detected in widget_flush",
        },
        new()
        {
            Name = "division-by-zero",
            PrintedBy = "arch/arm/kernel/traps.c",
            Header = "Division by zero in kernel.",
            Opening = DivisionByZero(),
            Title = "division by zero in {frame}",
            AltTitles = ["divide error in {frame}"],
            Type = "DoS",
            Stack = Marks.Trace with { NeverGuilty = ["Ldiv0", "__div0", "__aeabi_"] },
            Example = """
                Division by zero in kernel.
                CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
                Call trace:
                 dump_stack_lvl from Ldiv0+0x8/0x10
                 Ldiv0 from widget_flush+0x1d3/0x240
                 widget_flush from gadget_poll+0x10/0x80
                """,
            ExampleTitle = "division by zero in widget_flush",
        },
        new()
        {
            Name = "internal-error",
            PrintedBy = "arch/arm64/kernel/traps.c",
            Header = "Internal error:",
            Opening = InternalError(),
            Title = "Internal error in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipThenTrace,
            Example = """
                Internal error: Oops - BUG: 0 [#1] PREEMPT SMP
                pc : widget_flush+0x1d3/0x240
                lr : widget_flush+0xd3/0x240
                Call trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "Internal error in widget_flush",
        },
    ];

    [GeneratedRegex(@"general protection fault")]
    private static partial Regex GeneralProtectionFault();

    [GeneratedRegex(@"stack segment:")]
    private static partial Regex StackSegment();

    [GeneratedRegex(@"divide[ _]error:")]
    private static partial Regex DivideError();

    [GeneratedRegex(@"invalid opcode:")]
    private static partial Regex InvalidOpcode();

    [GeneratedRegex(@"PANIC: double fault")]
    private static partial Regex DoubleFault();

    // powerpc says it in the line of the oops.
    [GeneratedRegex(@"kernel stack overflow \(|Oops: Kernel stack overflow, sig: ")]
    private static partial Regex StackOverflowDoubleFault();

    [GeneratedRegex(@"Insufficient stack space")]
    private static partial Regex InsufficientStack();

    [GeneratedRegex(@"segment not present:")]
    private static partial Regex X86OtherTrap();

    [GeneratedRegex(@"alignment check:")]
    private static partial Regex AlignmentCheck();

    [GeneratedRegex(@"int3:")]
    private static partial Regex Int3();

    [GeneratedRegex(@"Unhandled (?<what>fault|prefetch abort):")]
    private static partial Regex UnhandledFault();

    [GeneratedRegex(@"Alignment trap:")]
    private static partial Regex AlignmentTrap();

    // A line end in the words of the trap leaves its number in a line of its own.
    [GeneratedRegex(@"^\s*: [0-9a-f]{4} \[#\d")]
    private static partial Regex SplitLock();

    [GeneratedRegex("Division by zero in kernel\\.")]
    private static partial Regex DivisionByZero();

    [GeneratedRegex(@"Internal error:")]
    private static partial Regex InternalError();
}
