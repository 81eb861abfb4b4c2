using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>What <c>die()</c> says of traps that have no announcement of their own: on s390, MIPS, LoongArch, SPARC, SuperH and Xtensa, on x86 before Linux 6.11, on PA-RISC.</summary>
public static partial class Deaths
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "kernel-bug-trap",
            PrintedBy = "arch/mips/kernel/traps.c",
            Header = "[#",
            Opening = BugTrap(),
            Title = "kernel BUG in {frame}",
            Stack = Marks.RipElseTrace,
            Example = """
                Kernel bug detected[#1]:
                epc   : 802f1338 widget_flush+0x18/0x24
                ra    : 802f1300 gadget_poll+0x10/0x80
                Call Trace:
                [<802f1338>] widget_flush+0x18/0x24
                [<802f1300>] gadget_poll+0x10/0x80
                """,
            ExampleTitle = "kernel BUG in widget_flush",
        },
        new()
        {
            Name = "named-trap",
            PrintedBy = "arch/s390/kernel/traps.c",
            Header = "[#",
            Opening = NamedTrap(),
            Title = "{what} in {frame}",
            Type = "DoS",
            Stack = Marks.RipElseTrace,
            Example = """
                illegal operation: 0001 ilc:1 [#1] SMP
                Krnl PSW : 0704c00180000000 000003ffe0d1c0a2 (widget_flush+0x1a/0x40)
                Call Trace:
                 [<000003ffe0d1c0a2>] widget_flush+0x1a/0x40
                 [<000003ffe0d1c200>] gadget_poll+0x10/0x80
                """,
            ExampleTitle = "illegal operation in widget_flush",
        },
        new()
        {
            Name = "bus-error",
            PrintedBy = "arch/mips/kernel/traps.c",
            Header = "bus error, epc ",
            Opening = BusError(),
            Title = "{what} in {frame}",
            FormerTitles = ["Oops in {frame}"],
            Type = "DoS",
            Stack = Marks.RipElseTrace,
            Example = """
                Data bus error, epc == 802f1338, ra == 802f1300
                Oops[#1]:
                epc   : 802f1338 widget_flush+0x18/0x24
                ra    : 802f1300 gadget_poll+0x10/0x80
                Call Trace:
                [<802f1338>] widget_flush+0x18/0x24
                [<802f1300>] gadget_poll+0x10/0x80
                """,
            ExampleTitle = "Data bus error in widget_flush",
        },
        new()
        {
            Name = "parisc-trap",
            PrintedBy = "arch/parisc/kernel/traps.c",
            Header = "Your System ate a SPARC!",
            Opening = PariscTrap(),
            Details = [PariscTrapName()],
            Title = "{what} in {frame}",
            Type = "DoS",
            Stack = Marks.RipElseTrace,
            Example = """
                < Your System ate a SPARC! Gah! >
                widget (pid 57): Illegal instruction (code 8)
                CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
                 IAOQ[0]: widget_flush+0x20/0x78
                 IAOQ[1]: widget_flush+0x24/0x78
                Backtrace:
                 [<0000000040208974>] gadget_poll+0x5c/0xe0
                """,
            ExampleTitle = "Illegal instruction in widget_flush",
        },
        new()
        {
            Name = "parisc-interruption",
            PrintedBy = "arch/parisc/kernel/traps.c",
            Header = "Code=",
            Opening = PariscInterruption(),
            Title = "{what} in {frame}",
            Type = "DoS",
            Stack = Marks.RipElseTrace,
            Example = """
                High Priority Machine Check (HPMC): Code=1 (High-priority machine check (HPMC)) at addr 0000000000000000
                CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
                 IAOQ[0]: widget_flush+0x20/0x78
                Backtrace:
                 [<0000000040208974>] gadget_poll+0x5c/0xe0
                """,
            ExampleTitle = "High Priority Machine Check (HPMC) in widget_flush",
        },
        new()
        {
            Name = "vmcore-backtrace",
            PrintedBy = "kernel.c of the program crash",
            Header = " COMMAND: ",
            Opening = VmcoreTask(),
            Title = "kernel crash in {frame}",
            Stack = new(ExceptionRip(), Marks.Frames)
            {
                NeverGuilty = ["machine_kexec", "crash_kexec", "crash_setup_regs", "oops_end", "page_fault", "bad_area", "async_page_fault", "sysvec", "asm_exc", "exc_", "invalid_op", "general_protection"],
                Else = new(VmcoreTask(), Marks.Frames),
            },
            Example = """
                PID: 57     TASK: ffff8881078a0000  CPU: 3   COMMAND: "widget"
                 #0 [ffffc90003a2f8e8] machine_kexec at ffffffff8106156e
                 #1 [ffffc90003a2fb10] page_fault at ffffffff81a0111e
                    [exception RIP: widget_flush+467]
                    RIP: ffffffffc0a3b1d3  RSP: ffffc90003a2fbc8  RFLAGS: 00010246
                 #2 [ffffc90003a2fbc8] gadget_poll at ffffffffc0a3c010 [gadget]
                """,
            ExampleTitle = "kernel crash in widget_flush",
        },
    ];

    [GeneratedRegex(@"Kernel bug detected\[#|monitor event: [0-9a-f]{4} ilc:\d \[#")]
    private static partial Regex BugTrap();

    // SPARC names the task as well: "widget(57): Kernel illegal instruction [#1]".
    [GeneratedRegex(@"(?<=^\s*)(?:\S{1,16}\(\d+\): )?(?<what>[A-Za-z][\w /()#?!.,:-]*?)(?:: [0-9a-f]{4} (?:ilc:\d )?|: sig: \d+ | )?\[#")]
    private static partial Regex NamedTrap();

    // Whose backtrace ends where a kernel starts that saves the memory of this one.
    [GeneratedRegex(Marks.VmcoreTask)]
    private static partial Regex VmcoreTask();

    [GeneratedRegex(@"\[exception RIP: (?<frame>\w+)[+\]]")]
    private static partial Regex ExceptionRip();

    [GeneratedRegex("(?<what>Data bus error), epc ")]
    private static partial Regex BusError();

    // Drawn by PA-RISC in the fashion of SPARC, whose own drawing has no words.
    [GeneratedRegex("Your System ate a SPARC!")]
    private static partial Regex PariscTrap();

    [GeneratedRegex(@"^\s*\S{1,16} \(pid \d+\): (?<what>[A-Z][a-z ]+) \(code \d+\)\s*$")]
    private static partial Regex PariscTrapName();

    [GeneratedRegex(@"(?<what>Unexpected interruption|High Priority Machine Check \(HPMC\)): Code=\d")]
    private static partial Regex PariscInterruption();
}
