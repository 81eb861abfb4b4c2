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
            Name = "oops",
            PrintedBy = "kernel/panic.c",
            Header = "Oops",
            Opening = Oops(),
            Title = "Oops in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.RipThenTrace,
            Example = """
                Oops: 0000 [#1] SMP KASAN
                RIP: 0010:widget_flush+0x1d3/0x240
                Call Trace:
                 gadget_poll+0x10/0x80
                """,
            ExampleTitle = "Oops in widget_flush",
        },
    ];

    [GeneratedRegex("(?:Oops: )?Kernel access of bad area")]
    private static partial Regex BadArea();

    [GeneratedRegex(@"\bOops(?::| -|\[#)")]
    private static partial Regex Oops();
}
