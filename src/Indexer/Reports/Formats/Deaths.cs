using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>What <c>die()</c> of s390, MIPS and LoongArch says of traps that have no announcement of their own.</summary>
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
    ];

    [GeneratedRegex(@"Kernel bug detected\[#|monitor event: [0-9a-f]{4} ilc:\d \[#")]
    private static partial Regex BugTrap();

    [GeneratedRegex(@"(?<=^\s*)(?<what>[A-Za-z][A-Za-z /-]*)(?:: [0-9a-f]{4} ilc:\d )?\[#")]
    private static partial Regex NamedTrap();
}
