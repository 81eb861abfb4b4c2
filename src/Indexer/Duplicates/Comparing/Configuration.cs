using KB.Indexer.Reports;

namespace KB.Indexer.Duplicates.Comparing;

/// <summary>What a report tells of the kernel's configuration.</summary>
internal static class Configuration
{
    /// <summary>Lines looked at: the banner and the oops line come early.</summary>
    private const int MaxLines = 200;

    /// <summary>A mark, and where it stands: the flags of an oops line or of the build, or words of the text.</summary>
    private static readonly (string Mark, string Name)[] Marks =
    [
        ("SMP", "SMP"), ("PREEMPT_RT", "PREEMPT_RT"), ("PREEMPT", "PREEMPT"), ("KASAN", "KASAN"), ("KMSAN", "KMSAN"), ("KCSAN", "KCSAN"), ("KFENCE", "KFENCE"),
        ("UBSAN", "UBSAN"), ("DEBUG_PAGEALLOC", "DEBUG_PAGEALLOC"), ("ODEBUG", "DEBUG_OBJECTS"), ("kmemleak", "DEBUG_KMEMLEAK"), ("lockdep", "LOCKDEP"), ("possible deadlock", "LOCKDEP"),
        ("panic_on_warn", "panic_on_warn"), ("FAULT_INJECTION", "FAULT_INJECTION"), ("NOPTI", "NOPTI"), ("PTI", "PTI"),
    ];

    /// <summary>Names of the options seen, each once.</summary>
    public static IEnumerable<string> Of(CrashReport report)
    {
        string[] lines = [report.Kernel.Build ?? "", report.Title, .. report.Text.Split('\n', MaxLines).Take(MaxLines - 1)];
        return Marks.Where(row => lines.Any(line => Holds(line, row.Mark))).Select(row => row.Name).Distinct();
    }

    /// <summary>The mark as a whole word.</summary>
    private static bool Holds(string line, string mark)
    {
        int at = line.IndexOf(mark, StringComparison.Ordinal);
        return at >= 0 && (at == 0 || !IsWord(line[at - 1])) && (at + mark.Length == line.Length || !IsWord(line[at + mark.Length]));
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
