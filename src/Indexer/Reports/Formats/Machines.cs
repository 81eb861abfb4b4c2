using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>What single architectures and subsystems announce in words of their own.</summary>
public static partial class Machines
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "sysfs-duplicate",
            PrintedBy = "fs/sysfs/dir.c",
            Header = "cannot create duplicate filename",
            Opening = SysfsDuplicate(),
            Title = "sysfs: duplicate filename in {frame}",
            AltTitles = ["WARNING in sysfs_warn_dup"],
            Stack = Marks.Trace with { NeverGuilty = ["sysfs_", "kernfs_", "kobject_", "device_add", "device_create"] },
            Example = """
                sysfs: cannot create duplicate filename '/class/widgets/widget0'
                CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 sysfs_warn_dup+0x5a/0x70
                 kobject_add_internal+0x10/0x80
                 widget_register+0x1d3/0x240
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "sysfs: duplicate filename in widget_register",
        },
        new()
        {
            Name = "irq-nobody-cared",
            PrintedBy = "kernel/irq/spurious.c",
            Header = "(try booting",
            Opening = NobodyCared(),
            Details = [Handlers(), Handler(), Disabling()],
            Title = "irq: nobody cared, handler {function}",
            Type = "DoS",
            Example = """
                irq 16: nobody cared (try booting with the "irqpoll" option)
                CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
                Call Trace:
                 <IRQ>
                 dump_stack_lvl+0x116/0x1f0
                 __report_bad_irq+0x35/0xa7
                 note_interrupt.cold+0xb/0x63
                handlers:
                [<00000000abcdef01>] widget_irq [widget]
                Disabling IRQ #16
                """,
            ExampleTitle = "irq: nobody cared, handler widget_irq",
        },
        new()
        {
            Name = "parisc-kernel-fault",
            PrintedBy = "arch/parisc/kernel/traps.c",
            Header = "Code=",
            Opening = KernelFault(),
            Title = "kernel fault in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = new(InstructionQueue()) { Else = new(Marks.CallTrace, Marks.Frames) },
            Example = """
                Kernel Fault: Code=17 (Non-access DTLB miss fault) at addr 00000000001d7000
                CPU: 0 PID: 1 Comm: widget Not tainted 6.1.0 #1
                 IAOQ[0]: widget_flush+0x20/0x78
                 IAOQ[1]: widget_flush+0x24/0x78
                Backtrace:
                 [<0000000040208974>] gadget_poll+0x5c/0xe0
                """,
            ExampleTitle = "kernel fault in widget_flush",
        },
        new()
        {
            Name = "irq-stack-overflow",
            PrintedBy = "arch/powerpc/kernel/irq.c",
            Header = "IRQ: stack overflow",
            Opening = IrqStackOverflow(),
            Title = "BUG: stack overflow of an interrupt in {frame}",
            AltTitles = ["stack-overflow in {frame}"],
            Stack = new(InterruptedFrame()) { Else = new(Marks.CallTrace, Marks.Frames) { Doubt = "the function that was interrupted is not named" } },
            Example = """
                do_IRQ: stack overflow: 3440
                CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #2
                Call Trace:
                [c00000000fff7e80] [c000000000b24980] dump_stack_lvl+0x7c/0xd8 (unreliable)
                [c00000000fff7f10] [c000000000010db4] __do_irq+0x124/0x130
                --- interrupt: 500 at widget_flush+0x0/0x100
                """,
            ExampleTitle = "BUG: stack overflow of an interrupt in widget_flush",
        },
        new()
        {
            Name = "m68k-trap",
            PrintedBy = "arch/m68k/kernel/traps.c",
            Header = " ***   FORMAT=",
            Opening = VectorName(),
            Title = "{what} in {frame}",
            Type = "DoS",
            Stack = Marks.RipElseTrace,
            Example = """
                *** ILLEGAL INSTRUCTION ***   FORMAT=0
                Current process id is 57
                BAD KERNEL TRAP: 00000000
                PC: [<0000b1f2>] widget_flush+0x18/0x40
                SR: 2000  SP: 00b1d0e4  a2: 00000000
                d0: 00000001    d1: 00000000    d2: 00000000    d3: 00000000
                Call Trace: [<0000b2f2>] gadget_poll+0x10/0x80
                 [<0000b3f2>] gadget_work+0x10/0x80
                """,
            ExampleTitle = "ILLEGAL INSTRUCTION in widget_flush",
        },
    ];

    [GeneratedRegex(@"cannot create duplicate filename '")]
    private static partial Regex SysfsDuplicate();

    [GeneratedRegex(@"\birq \d+: nobody cared \(")]
    private static partial Regex NobodyCared();

    [GeneratedRegex(@"^\s*handlers:")]
    private static partial Regex Handlers();

    [GeneratedRegex(@"^\s*\[<[0-9a-f]+>\] (?<function>[a-zA-Z0-9_]+)")]
    private static partial Regex Handler();

    [GeneratedRegex("Disabling IRQ #")]
    private static partial Regex Disabling();

    [GeneratedRegex(@"(?:Kernel Fault|Bad Address \(null pointer deref\?\)): Code=\d+ \(")]
    private static partial Regex KernelFault();

    [GeneratedRegex(@"\bdo_IRQ: stack overflow: ")]
    private static partial Regex IrqStackOverflow();

    [GeneratedRegex(@"\*\*\* (?<what>[A-Za-z0-9][A-Za-z0-9 /-]*) \*\*\*   FORMAT=")]
    private static partial Regex VectorName();

    [GeneratedRegex(@"IAOQ\[0\]: " + Marks.Frame)]
    private static partial Regex InstructionQueue();

    [GeneratedRegex(@"--- interrupt: [0-9a-f]+ at " + Marks.Frame)]
    private static partial Regex InterruptedFrame();
}
