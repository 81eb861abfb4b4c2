using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>Failures of the syzkaller test machine itself.</summary>
public static partial class Fuzzer
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "syzkaller-failure",
            PrintedBy = "executor/common.h",
            Header = "SYZFAIL:",
            Opening = SyzkallerFailure(),
            Title = "SYZFAIL: {what}",
            StackOptional = true,
            Example = "SYZFAIL: negative running",
            ExampleTitle = "SYZFAIL: negative running",
        },
        new()
        {
            Name = "syzkaller-fatal",
            PrintedBy = "pkg/log/log.go",
            Header = "SYZFATAL:",
            Opening = SyzkallerFatal(),
            Title = "SYZFATAL: {what}",
            AltTitles = ["SYZFATAL"],
            StackOptional = true,
            Example = "SYZFATAL: no space left",
            ExampleTitle = "SYZFATAL: no space left",
        },
        new()
        {
            Name = "go-runtime-error",
            PrintedBy = "runtime/panic.go",
            Header = "",
            Opening = GoRuntimeError(),
            Title = "go runtime error",
            StackOptional = true,
            Example = """
                panic: runtime error: index out of range [1] with length 1

                goroutine 1 [running]:
                """,
            ExampleTitle = "go runtime error",
        },
        new()
        {
            Name = "reboot",
            PrintedBy = "arch/x86/boot/compressed/misc.c",
            Header = "Booting the kernel",
            Opening = Reboot(),
            Title = "unexpected kernel reboot",
            StackOptional = true,
            Example = """
                [  500.720639] EXT4-fs (sda1): mounted filesystem
                Booting the kernel.
                """,
            ExampleTitle = "unexpected kernel reboot",
        },
    ];

    [GeneratedRegex(@"SYZFAIL: (?<what>.*)")]
    private static partial Regex SyzkallerFailure();

    [GeneratedRegex(@"SYZFATAL: (?<what>.*)")]
    private static partial Regex SyzkallerFatal();

    [GeneratedRegex(@"panic: runtime error: |fatal error: |runtime: out of memory")]
    private static partial Regex GoRuntimeError();

    [GeneratedRegex(@"^Booting the kernel(?:\.| \(entry_offset: )")]
    private static partial Regex Reboot();
}
