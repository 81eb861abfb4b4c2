using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Panics of Rust code.</summary>
public static partial class RustPanics
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "rust-panic",
            PrintedBy = "rust/kernel/lib.rs",
            Header = "panicked at",
            Opening = RustPanic(),
            Details = [RustPanicDetail()],
            Title = "{what} in {frame}",
            Stack = PanicTrace,
            Example = """
                rust_kernel: panicked at drivers/widget/flush.rs:42:7:
                attempt to add with overflow
                kernel BUG at rust/helpers/bug.c:7!
                Call Trace:
                 rust_begin_unwind+0x15b/0x160
                 _RNvNtCs9jEwPDbx20M_4core9panicking9panic_fmt+0x84/0x90
                 _RNvMNtCs1_6widget5cacheNtB2_5Cache5flush+0x1d3/0x240
                """,
            ExampleTitle = "attempt to add with overflow in <widget::cache::Cache>::flush",
        },
        new()
        {
            Name = "rust-panic-one-line",
            PrintedBy = "rust/kernel/lib.rs",
            Header = "panicked at '",
            Opening = RustPanicInOneLine(),
            Title = "{what} in {frame}",
            Stack = PanicTrace,
            Example = """
                rust_kernel: panicked at 'attempt to add with overflow', drivers/widget/flush.rs:42:7
                kernel BUG at rust/helpers.c:34!
                Call Trace:
                 rust_begin_unwind+0x15b/0x160
                 _RNvNtCs9jEwPDbx20M_4core9panicking9panic_fmt+0x84/0x90
                 _RNvMNtCs1_6widget5cacheNtB2_5Cache5flush+0x1d3/0x240
                """,
            ExampleTitle = "attempt to add with overflow in <widget::cache::Cache>::flush",
        },
    ];

    /// <summary>The panic itself, and the C function by which it ends the kernel, are not to blame.</summary>
    private static StackSearch PanicTrace => new(Marks.CallTrace, Marks.Frames) { NeverGuilty = ["9panicking", "rust_begin_unwind", "rust_helper_", "rustc"] };

    // Until 6.7, by Rust before 1.73.
    [GeneratedRegex(@"panicked at '(?<what>.+)', [^', ]+:\d+:\d+$")]
    private static partial Regex RustPanicInOneLine();

    [GeneratedRegex(@"panicked at .*:\d+:\d+:$")]
    private static partial Regex RustPanic();

    [GeneratedRegex(@"^(?!.*panicked at)(?<what>.+)$")]
    private static partial Regex RustPanicDetail();
}
