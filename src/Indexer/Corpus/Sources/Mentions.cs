using KB.Indexer.Reports;

namespace KB.Indexer.Corpus.Sources;

/// <summary>Tells a crash from a line that only talks of one: a title in a table, a message of a boot loader or a test.</summary>
/// <remarks>
/// The parser takes every line that could announce a crash, since in a log of a fuzzer that line may be all there is. In what people
/// write and machines print, a crash has a body.
/// </remarks>
internal static class Mentions
{
    /// <summary>The reports that are crashes, numbered anew.</summary>
    /// <param name="reports">What the parser found in one text.</param>
    /// <param name="isLog">True for a console log, where an announcement may have lost its body: it counts when the log holds nothing better.</param>
    public static IEnumerable<CrashReport> Without(IReadOnlyList<CrashReport> reports, bool isLog)
    {
        bool takesBare = isLog && !reports.Any(IsWhole);
        return reports.Where(report => IsWhole(report) || (!BareReports.CatchAll.Contains(report.Format) && (takesBare || !report.Corrupted)))
            .Select((report, index) => report with { Index = index });
    }

    private static bool IsWhole(CrashReport report) => HasBody(report) && !BareReports.IsBare(report);

    private static bool HasBody(CrashReport report) =>
        report.Stacks.Any(stack => stack.Frames.Count > 0) || report.Kernel.Release is not null || report.Task is not null || report.Registers.Count > 0 || report.Code is not null;
}
