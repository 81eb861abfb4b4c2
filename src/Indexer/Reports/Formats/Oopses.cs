using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Oopses whose first line says no more than that there was one, as some architectures print them and as cut logs begin.</summary>
public static partial class Oopses
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "bad-area",
            PrintedBy = "arch/powerpc/kernel/traps.c",
            Header = "Kernel access of bad area",
            Opening = BadArea(),
            Title = "BUG: unable to handle kernel paging request in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipThenTrace,
            Example = """
                Oops: Kernel access of bad area, sig: 11 [#1]
                NIP [c000000000159400] widget_flush+0x160/0x5f0
                LR [c000000000159300] widget_flush+0x60/0x5f0
                Call Trace:
                [c000003fdc18bc80] [c000000000159400] gadget_poll+0x160/0x5f0
                """,
            ExampleTitle = "BUG: unable to handle kernel paging request in widget_flush",
        },
        new()
        {
            Name = "oops-null-dereference",
            PrintedBy = "arch/x86/mm/fault.c",
            Header = "Oops",
            Opening = PageFaultOops(),
            Details = [FirstPage()],
            Title = "BUG: unable to handle kernel NULL pointer dereference in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipThenTrace,
            Example = """
                Oops: 0000 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                CR2: 0000000000000018 CR3: 00000001cf4dc000 CR4: 00000000001406e0
                Call Trace:
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "BUG: unable to handle kernel NULL pointer dereference in widget_flush",
        },
        new()
        {
            Name = "oops-page-fault",
            PrintedBy = "arch/x86/mm/fault.c",
            Header = "Oops",
            Opening = PageFaultOops(),
            Title = "BUG: unable to handle kernel paging request in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipThenTrace,
            Example = """
                Oops: 0002 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "BUG: unable to handle kernel paging request in widget_flush",
        },
        new()
        {
            Name = "oops",
            PrintedBy = "arch/x86/kernel/dumpstack.c",
            Header = "Oops",
            Opening = Oops(),
            Title = "Oops in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipThenTrace,
            Example = """
                Oops: invalid TSS: 0000 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "Oops in widget_flush",
        },
    ];

    [GeneratedRegex("(?:Oops: )?Kernel access of bad area")]
    private static partial Regex BadArea();

    // The line before, which would tell the address, is lost. Other traps of x86 have their names here, and s390 the length of the instruction.
    [GeneratedRegex(@"\bOops: (?:Oops: )?[0-9a-f]{4} \[#")]
    private static partial Regex PageFaultOops();

    [GeneratedRegex(@"\bCR2: 0{5,13}[0-9a-f]{3}\b")]
    private static partial Regex FirstPage();

    [GeneratedRegex(@"\bOops(?::| -| ?\[#)")]
    private static partial Regex Oops();
}
