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
            Header = "ernel access of bad area",
            Opening = BadArea(),
            Title = "BUG: unable to handle kernel paging request in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipElseTrace,
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
            Stack = Marks.RipElseTrace,
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
            Stack = Marks.RipElseTrace,
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
            Name = "oops-bug",
            PrintedBy = "arch/loongarch/kernel/traps.c",
            Header = "Oops - BUG",
            Opening = Bug(),
            Title = "kernel BUG in {frame}",
            FormerTitles = ["Oops in {frame}"],
            Stack = Marks.RipElseTrace,
            Example = """
                Oops - BUG[#1]:
                   ra: 9000000080301300 gadget_poll+0x10/0x80
                  ERA: 90000000802f1338 widget_flush+0x18/0x24
                Call Trace:
                [<90000000802f1338>] widget_flush+0x18/0x24
                [<9000000080301300>] gadget_poll+0x10/0x80
                """,
            ExampleTitle = "kernel BUG in widget_flush",
        },
        new()
        {
            Name = "oops-named",
            PrintedBy = "arch/riscv/kernel/traps.c",
            Header = "Oops",
            Opening = Named(),
            Title = "{what} in {frame}",
            FormerTitles = ["Oops in {frame}"],
            Type = "DoS",
            Stack = Marks.RipElseTrace,
            Example = """
                Oops - illegal instruction [#1]
                epc : widget_flush+0x1d3/0x240
                 ra : gadget_poll+0x10/0x80
                Call Trace:
                [<ffffffff80a1b2c0>] widget_flush+0x1d3/0x240
                [<ffffffff80a1c2c0>] gadget_poll+0x10/0x80
                """,
            ExampleTitle = "illegal instruction in widget_flush",
        },
        new()
        {
            Name = "oops",
            PrintedBy = "arch/mips/kernel/traps.c",
            Header = "Oops",
            Opening = Oops(),
            Title = "Oops in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipElseTrace,
            Example = """
                Oops[#1]:
                epc   : 802f1338 widget_flush+0x18/0x24
                ra    : 802f1300 gadget_poll+0x10/0x80
                Call Trace:
                [<802f1338>] widget_flush+0x18/0x24
                """,
            ExampleTitle = "Oops in widget_flush",
        },
    ];

    [GeneratedRegex("(?:Oops: )?[Kk]ernel access of bad area")]
    private static partial Regex BadArea();

    // The line before, which would tell the address, is lost. Other traps of x86 have their names here, and s390 the length of the instruction.
    [GeneratedRegex(@"\bOops: (?:Oops: )?[0-9a-f]{4} \[#")]
    private static partial Regex PageFaultOops();

    [GeneratedRegex(@"\bCR2: 0{5,13}[0-9a-f]{3}\b")]
    private static partial Regex FirstPage();

    [GeneratedRegex(@"\bOops - BUG(?:: [0-9a-f]+)? ?\[#")]
    private static partial Regex Bug();

    // "Oops: invalid TSS: 0018 [#1]", "Oops: Machine check, sig: 7 [#1]", "Oops - load access fault [#1]", "Oops: Illegal Instruction[#1]:".
    [GeneratedRegex(@"\bOops(?:: (?:Oops: )?| - )(?!Oops\b|Kernel stack overflow)(?<what>[A-Za-z][\w #()/-]*)(?:: [0-9a-f]{4} \[#|, sig: \d| ?\[#)")]
    private static partial Regex Named();

    [GeneratedRegex(@"\bOops(?!: Kernel stack overflow)(?::| -| ?\[#)")]
    private static partial Regex Oops();
}
