using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Page faults of the kernel that nothing handles.</summary>
public static partial class BadAccess
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "paging-request",
            PrintedBy = "arch/x86/mm/fault.c",
            Header = "BUG: unable to handle",
            Opening = PagingRequest(),
            Title = "BUG: unable to handle kernel paging request in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipThenTrace,
            Example = """
                BUG: unable to handle kernel paging request at ffffc90001fce000
                Oops: 0000 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: unable to handle kernel paging request in widget_flush",
        },
        new()
        {
            Name = "page-fault",
            PrintedBy = "arch/x86/mm/fault.c",
            Header = "BUG: unable to handle",
            Opening = PageFault(),
            Title = "BUG: unable to handle kernel paging request in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipThenTrace,
            Example = """
                BUG: unable to handle page fault for address: ffffc90001fce000
                #PF: supervisor read access in kernel mode
                Oops: 0000 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: unable to handle kernel paging request in widget_flush",
        },
        new()
        {
            Name = "null-dereference",
            PrintedBy = "arch/x86/mm/fault.c",
            Header = "NULL pointer",
            Opening = NullDereference(),
            Title = "BUG: unable to handle kernel NULL pointer dereference in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipElseTrace,
            Example = """
                BUG: kernel NULL pointer dereference, address: 0000000000000008
                #PF: supervisor read access in kernel mode
                Oops: 0000 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: unable to handle kernel NULL pointer dereference in widget_flush",
        },
        new()
        {
            Name = "powerpc-bad-access",
            PrintedBy = "arch/powerpc/mm/fault.c",
            Header = "BUG: Unable to handle",
            Opening = PowerpcBadAccess(),
            Title = "BUG: unable to handle kernel paging request in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipElseTrace,
            Example = """
                BUG: Unable to handle kernel data access on read at 0xc0000000
                Faulting instruction address: 0xc000000000159400
                NIP [c000000000159400] widget_flush+0x1d3/0x240
                LR [c000000000159300] widget_flush+0xd3/0x240
                Call Trace:
                [c000003fdc18bc80] [c000000000159400] gadget_poll+0x160/0x5f0
                """,
            ExampleTitle = "BUG: unable to handle kernel paging request in widget_flush",
        },
        new()
        {
            Name = "unable-to-handle-cut",
            PrintedBy = "arch/x86/mm/fault.c",
            Header = "BUG: unable to handle",
            Opening = UnableToHandleCut(),
            Title = "BUG: unable to handle kernel",
            Doubtful = true,
            Example = "BUG: unable to handle kern",
            ExampleTitle = "BUG: unable to handle kernel",
        },
        new()
        {
            Name = "stack-guard-page",
            PrintedBy = "arch/x86/kernel/traps.c",
            Header = "stack guard page was hit",
            Opening = StackGuardPage(),
            Title = "BUG: stack guard page was hit in {frame}",
            AltTitles = ["stack-overflow in {frame}"],
            Stack = Marks.StackOverflow,
            Example = """
                BUG: stack guard page was hit at 000000001ee6bb68 (stack is 00000000f3f3a64b..000000009bb3d4a7)
                kernel stack overflow (double-fault): 0000 [#1] SMP
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                 widget_flush+0x1d3/0x240
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "BUG: stack guard page was hit in widget_flush",
        },
        new()
        {
            Name = "arm-null-dereference",
            PrintedBy = "arch/arm64/mm/fault.c",
            Header = "Unable to handle kernel",
            Opening = ArmNullDereference(),
            Title = "BUG: unable to handle kernel NULL pointer dereference in {frame}",
            AltTitles = ["bad-access in {frame}"],
            FormerTitles = ["BUG: unable to handle kernel {former} in {frame}"],
            Stack = Marks.RipElseTrace,
            Example = """
                Unable to handle kernel NULL pointer dereference at virtual address 0000000000000008
                Internal error: Oops: 96000004 [#1] PREEMPT SMP
                pc : widget_flush+0x1d3/0x240
                lr : widget_flush+0xd3/0x240
                Call trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "BUG: unable to handle kernel NULL pointer dereference in widget_flush",
        },
        new()
        {
            Name = "arm-paging-request",
            PrintedBy = "arch/arm64/mm/fault.c",
            Header = "Unable to handle kernel",
            Opening = ArmPagingRequest(),
            Title = "BUG: unable to handle kernel paging request in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipElseTrace,
            Example = """
                Unable to handle kernel paging request at virtual address ffff8000
                Internal error: Oops: 96000004 [#1] PREEMPT SMP
                pc : widget_flush+0x1d3/0x240
                lr : widget_flush+0xd3/0x240
                Call trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "BUG: unable to handle kernel paging request in widget_flush",
        },
        new()
        {
            Name = "user-memory-access",
            PrintedBy = "arch/riscv/mm/fault.c",
            Header = "Unable to handle kernel",
            Opening = UserMemoryAccess(),
            Title = "BUG: unable to handle kernel access to user memory in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipElseTrace,
            Example = """
                Unable to handle kernel access to user memory without uaccess routines at virtual address 00001000
                Oops [#1]
                epc : widget_flush+0x1d3/0x240
                 ra : widget_flush+0xd3/0x240
                Call Trace:
                [<ffffffe000005c4c>] widget_flush+0x1d3/0x240
                [<ffffffe000005c5c>] gadget_poll+0x10/0x80
                """,
            ExampleTitle = "BUG: unable to handle kernel access to user memory in widget_flush",
        },
        new()
        {
            Name = "arm-other-fault",
            PrintedBy = "arch/arm64/mm/fault.c",
            Header = "Unable to handle kernel",
            Opening = ArmOtherFault(),
            Title = "BUG: unable to handle kernel paging request in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipElseTrace,
            Example = """
                Unable to handle kernel read from unreadable memory at virtual address 00001000
                Internal error: Oops: 96000004 [#1] PREEMPT SMP
                pc : widget_flush+0x1d3/0x240
                lr : widget_flush+0xd3/0x240
                Call trace:
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "BUG: unable to handle kernel paging request in widget_flush",
        },
        new()
        {
            Name = "s390-null-dereference",
            PrintedBy = "arch/s390/mm/fault.c",
            Header = "Unable to handle kernel pointer dereference",
            Opening = S390Dereference(),
            Details = [FirstPage()],
            Title = "BUG: unable to handle kernel NULL pointer dereference in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipElseTrace,
            Example = """
                Unable to handle kernel pointer dereference in virtual kernel address space
                Failing address: 0000000000000000 TEID: 0000000000000803
                Oops: 0004 ilc:2 [#1] SMP
                Krnl PSW : 0704c00180000000 000003ffe0d1c0a2 (widget_flush+0x1a/0x40)
                Call Trace:
                 [<000003ffe0d1c0a2>] widget_flush+0x1a/0x40
                 [<000003ffe0d1c200>] gadget_poll+0x10/0x80
                """,
            ExampleTitle = "BUG: unable to handle kernel NULL pointer dereference in widget_flush",
        },
        new()
        {
            Name = "other-kernel-access",
            PrintedBy = "arch/openrisc/mm/fault.c",
            Header = "Unable to handle kernel",
            Opening = OtherKernelAccess(),
            Title = "BUG: unable to handle kernel paging request in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipElseTrace,
            Example = """
                Unable to handle kernel access
                 at virtual address 0x6b6b6b6b
                Oops#: 0000
                CPU #: 0
                   PC: c0012345    SR: 0000807f    SP: c1a2bc40
                Call trace:
                [<8558de7f>] widget_flush+0x70/0x1bc
                [<8558de80>] gadget_poll+0x10/0x80
                """,
            ExampleTitle = "BUG: unable to handle kernel paging request in widget_flush",
        },
    ];

    [GeneratedRegex(@"BUG: unable to handle kernel paging request")]
    private static partial Regex PagingRequest();

    [GeneratedRegex(@"BUG: unable to handle page fault for address")]
    private static partial Regex PageFault();

    [GeneratedRegex(@"BUG: (?:unable to handle kernel NULL pointer dereference|kernel NULL pointer dereference, address:|Kernel NULL pointer dereference|Unable to handle kernel instruction fetch \(NULL pointer\?\))")]
    private static partial Regex NullDereference();

    [GeneratedRegex(@"BUG: Unable to handle (?:kernel (?:data|instruction) access|kernel instruction fetch(?! \(NULL)|(?:kernel )?unaligned access|unknown paging fault)")]
    private static partial Regex PowerpcBadAccess();

    [GeneratedRegex(@"BUG: unable to handle")]
    private static partial Regex UnableToHandleCut();

    [GeneratedRegex(@"BUG: (?:[a-zA-Z]+ )?stack guard page was hit")]
    private static partial Regex StackGuardPage();

    [GeneratedRegex(@"Unable to handle kernel paging request")]
    private static partial Regex ArmPagingRequest();

    // MIPS, LoongArch, Alpha and Xtensa have no words of their own for the first page.
    [GeneratedRegex(@"Unable to handle kernel (?:NULL pointer dereference|(?<former>paging request) at virtual addr(?:ess)? (?:0x)?0+[0-9a-f]{3}\b)")]
    private static partial Regex ArmNullDereference();

    [GeneratedRegex(@"Unable to handle kernel access to user memory")]
    private static partial Regex UserMemoryAccess();

    [GeneratedRegex(@"Unable to handle kernel [A-Za-z][\w() -]* at (?:virtual )?address")]
    private static partial Regex ArmOtherFault();

    [GeneratedRegex(@"Unable to handle kernel pointer dereference")]
    private static partial Regex S390Dereference();

    // The address of the page, which is all that s390 knows.
    [GeneratedRegex(@"Failing address: 0{16} ")]
    private static partial Regex FirstPage();

    [GeneratedRegex(@"Unable to handle kernel (?:access|pointer dereference|unaligned access)")]
    private static partial Regex OtherKernelAccess();
}
