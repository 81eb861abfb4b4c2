using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>The sampling detector of bad heap accesses.</summary>
public static partial class Kfence
{
    /// <summary>The rows, earlier ones tried first.</summary>
    public static IReadOnlyList<OopsFormat> All { get; } =
    [
        new()
        {
            Name = "kfence-memory-corruption",
            PrintedBy = "mm/kfence/report.c",
            Header = "BUG: KFENCE: memory corruption",
            Opening = KfenceMemoryCorruption(),
            Title = "KFENCE: memory corruption in {frame}",
            Stack = new(KfenceMemoryCorruptionStep(), Marks.Frames) { NeverGuilty = ["kmem_", "slab_", "kfree", "vunmap", "vfree"] },
            StackOptional = true,
            Example = """
                BUG: KFENCE: memory corruption in widget_flush+0x1d3/0x240

                Corrupted memory at 0xffff88810a2b3c40 [ ! . . ] (in kfence-#7):
                 widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "KFENCE: memory corruption in widget_flush",
        },
        new()
        {
            Name = "kfence-invalid-free",
            PrintedBy = "mm/kfence/report.c",
            Header = "BUG: KFENCE: invalid free",
            Opening = KfenceInvalidFree(),
            Title = "KFENCE: invalid free in {frame}",
            AltTitles = ["invalid-free in {frame}"],
            Stack = new(KfenceMemoryCorruptionStep(), Marks.Frames) { NeverGuilty = ["kmem_", "slab_", "kfree", "vunmap", "vfree"] },
            StackOptional = true,
            Example = """
                BUG: KFENCE: invalid free in widget_flush+0x1d3/0x240

                Invalid free of 0xffff88810a2b3c40 (in kfence-#7):
                 widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "KFENCE: invalid free in widget_flush",
        },
        new()
        {
            Name = "kfence-bad-access",
            PrintedBy = "mm/kfence/report.c",
            Header = "BUG: KFENCE: ",
            Opening = KfenceBadAccess(),
            Title = "KFENCE: {kind} {access} in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = new(KfenceMemoryCorruptionStep(), Marks.Frames) { NeverGuilty = ["kmem_", "slab_", "kfree", "vunmap", "vfree"] },
            StackOptional = true,
            Example = """
                BUG: KFENCE: use-after-free read in widget_flush+0x1d3/0x240

                Use-after-free read at 0xffff88810a2b3c40 (in kfence-#7):
                 widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "KFENCE: use-after-free read in widget_flush",
        },
        new()
        {
            Name = "kfence-invalid-access",
            PrintedBy = "mm/kfence/report.c",
            Header = "BUG: KFENCE: ",
            Opening = KfenceInvalidAccess(),
            Title = "KFENCE: {kind} in {frame}",
            AltTitles = ["bad-access in {frame}"],
            Stack = new(KfenceMemoryCorruptionStep(), Marks.Frames) { NeverGuilty = ["kmem_", "slab_", "kfree", "vunmap", "vfree"] },
            StackOptional = true,
            Example = """
                BUG: KFENCE: invalid in widget_flush+0x1d3/0x240

                Invalid access at 0xffff88810a2b3c40:
                 widget_flush+0x1d3/0x240
                """,
            ExampleTitle = "KFENCE: invalid in widget_flush",
        },
    ];

    [GeneratedRegex(@"BUG: KFENCE: memory corruption in")]
    private static partial Regex KfenceMemoryCorruption();

    [GeneratedRegex(@"BUG: KFENCE: .* in " + Marks.Frame)]
    private static partial Regex KfenceMemoryCorruptionStep();

    [GeneratedRegex(@"BUG: KFENCE: invalid free in")]
    private static partial Regex KfenceInvalidFree();

    [GeneratedRegex(@"BUG: KFENCE: (?<kind>[a-z\- ]+) (?<access>read|write) in")]
    private static partial Regex KfenceBadAccess();

    [GeneratedRegex(@"BUG: KFENCE: (?<kind>[a-z\- ]+) in")]
    private static partial Regex KfenceInvalidAccess();
}
