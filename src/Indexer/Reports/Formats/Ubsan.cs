using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>The sanitizer of undefined behaviour.</summary>
public static partial class Ubsan
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "ubsan-array-index",
            PrintedBy = "lib/ubsan.c",
            Header = "UBSAN:",
            Opening = UbsanArrayIndex(),
            Title = "UBSAN: array-index-out-of-bounds in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = Marks.Overflow,
            Example = """
                UBSAN: array-index-out-of-bounds in drivers/widget/flush.c:42:7
                index 9 is out of range for type 'int [8]'
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "UBSAN: array-index-out-of-bounds in widget_flush",
        },
        new()
        {
            Name = "ubsan-old",
            PrintedBy = "lib/ubsan.c",
            Header = "UBSAN:",
            Opening = UbsanOld(),
            Title = "UBSAN: undefined-behaviour in {frame}",
            Stack = Marks.Overflow,
            Example = """
                UBSAN: Undefined behaviour in drivers/widget/flush.c:42:7
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "UBSAN: undefined-behaviour in widget_flush",
        },
        new()
        {
            Name = "ubsan-trap",
            PrintedBy = "arch/arm64/kernel/traps.c",
            Header = "UBSAN:",
            Opening = UbsanTrap(),
            Title = "UBSAN: {kind} in {frame}",
            Stack = Marks.RipThenTrace,
            Example = """
                Internal error: UBSAN: array index out of bounds: 00000000f2005512 [#1] PREEMPT SMP
                pc : widget_flush+0x1d3/0x240
                lr : gadget_poll+0x10/0x80
                Call trace:
                 widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "UBSAN: array index out of bounds in widget_flush",
        },
        new()
        {
            Name = "ubsan-other",
            PrintedBy = "lib/ubsan.c",
            Header = "UBSAN:",
            Opening = UbsanOther(),
            Title = "UBSAN: {kind} in {frame}",
            Stack = Marks.Overflow,
            Example = """
                UBSAN: shift-out-of-bounds in drivers/widget/flush.c:42:7
                shift exponent 64 is too large for 32-bit type 'int'
                Call Trace:
                 dump_stack_lvl+0x116/0x1f0
                 widget_flush+0x1d3/0x240
                 gadget_poll+0x10/0x80
                 do_syscall_64+0xcd/0xf80
                """,
            ExampleTitle = "UBSAN: shift-out-of-bounds in widget_flush",
        },
    ];

    [GeneratedRegex(@"UBSAN: array-index-out-of-bounds in")]
    private static partial Regex UbsanArrayIndex();

    [GeneratedRegex(@"UBSAN: Undefined behaviour in")]
    private static partial Regex UbsanOld();

    // arm64 says it in the line of the oops, x86 in one before it.
    [GeneratedRegex(@"UBSAN: (?<kind>[a-z -]+?)(?:: [0-9a-f]+ \[#| at )")]
    private static partial Regex UbsanTrap();

    [GeneratedRegex(@"UBSAN: (?<kind>[a-zA-Z\-]+) in ")]
    private static partial Regex UbsanOther();
}
