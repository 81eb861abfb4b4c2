using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>The concurrency sanitizer: data races.</summary>
public static partial class Kcsan
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "kcsan-assert",
            PrintedBy = "kernel/kcsan/report.c",
            Header = "BUG: KCSAN: ",
            Opening = KcsanAssert(),
            Title = "KCSAN: assert: race in {function}",
            StackOptional = true,
            Example = """
                BUG: KCSAN: assert: race in widget_flush+0x1d3/0x240

                race at unknown origin, with assert no writes to 0xffff88810a2b3c40 of 8 bytes by task 57 on cpu 1:
                 widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "KCSAN: assert: race in widget_flush",
        },
        new()
        {
            Name = "kcsan-data-race",
            PrintedBy = "kernel/kcsan/report.c",
            Header = "BUG: KCSAN: ",
            Opening = KcsanDataRace(),
            Title = "KCSAN: data-race in {function} / {other}",
            StackOptional = true,
            Example = """
                BUG: KCSAN: data-race in gadget_poll / widget_flush

                write to 0xffff88810a2b3c40 of 8 bytes by task 57 on cpu 1:
                 widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "KCSAN: data-race in gadget_poll / widget_flush",
        },
        new()
        {
            Name = "kcsan-unknown-origin",
            PrintedBy = "kernel/kcsan/report.c",
            Header = "BUG: KCSAN: ",
            Opening = KcsanUnknownOrigin(),
            Title = "KCSAN: data-race in {function}",
            StackOptional = true,
            Example = """
                BUG: KCSAN: data-race in widget_flush+0x1d3/0x240

                race at unknown origin, with read to 0xffff88810a2b3c40 of 8 bytes by task 57 on cpu 1:
                 widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "KCSAN: data-race in widget_flush",
        },
    ];

    [GeneratedRegex(@"BUG: KCSAN: assert: race in (?<function>[a-zA-Z0-9_]+)")]
    private static partial Regex KcsanAssert();

    [GeneratedRegex(@"BUG: KCSAN: data-race in (?<function>[a-zA-Z0-9_]+)(?:[.+][^/ ]*(?:/0x[0-9a-f]+)?)?(?: \[[^\]]+\])? / (?<other>[a-zA-Z0-9_]+)")]
    private static partial Regex KcsanDataRace();

    [GeneratedRegex(@"BUG: KCSAN: data-race in (?<function>[a-zA-Z0-9_]+)")]
    private static partial Regex KcsanUnknownOrigin();
}
