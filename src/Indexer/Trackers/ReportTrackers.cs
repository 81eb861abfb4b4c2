using KB.Indexer.Reports;

namespace KB.Indexer.Trackers;

/// <summary>The references of a report: what its text mentions.</summary>
public static class ReportTrackers
{
    /// <summary>The report with <see cref="CrashReport.Trackers"/> filled from its text.</summary>
    public static CrashReport Fill(CrashReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report with { Trackers = TrackerTable.Find(report.Text) };
    }
}
