namespace KB.Indexer.Search;

/// <summary>A report as an archive has it: a line that <c>kb import</c> takes, and the crash that it belongs to here.</summary>
/// <param name="Id">Of the report.</param>
/// <param name="Time">Day on which it was seen; null when unknown.</param>
/// <param name="Crash">Id of its crash.</param>
/// <param name="CrashTitle">Title of that.</param>
/// <param name="Status">open, fixed, dup, invalid.</param>
/// <param name="FixedBy">Title or id of the commit; null when none is known.</param>
/// <param name="Text">The report, without what the console put before its lines.</param>
public sealed record ArchivedReport(string Id, DateOnly? Time, string Crash, string CrashTitle, string Status, string? FixedBy, string Text);

/// <summary>All reports, for whoever wants a copy.</summary>
public sealed partial class CrashIndex
{
    /// <summary>Reports read at once: some megabytes of text at the most, and no commit waits for a slow reader.</summary>
    private const int ArchivedAtOnce = 100;

    /// <summary>Every report, the first added first. One that is added meanwhile comes too.</summary>
    public IEnumerable<ArchivedReport> Archive()
    {
        long last = 0;
        while (true)
        {
            List<(long Number, ArchivedReport Report)> some = Read(connection => connection.List($"""
                SELECT d.number, d.id, d.day, c.id, c.title, c.status, c.fixed_by, d.value FROM document d JOIN crash c ON c.number = d.crash
                WHERE d.kind = 'report' AND d.number > $0 ORDER BY d.number LIMIT {ArchivedAtOnce}
                """,
                row => (row.GetInt64(0), new ArchivedReport(
                    row.GetString(1), row.IsDBNull(2) ? null : DateOnly.FromDayNumber(row.GetInt32(2)), row.GetString(3), row.GetString(4), row.GetString(5), row.TextOrNull(6),
                    StoredValue.Unpack(row.GetFieldValue<byte[]>(7), KbJson.Default.CrashReport)?.Text ?? "")), last));
            foreach ((long number, ArchivedReport report) in some)
            {
                last = number;
                yield return report;
            }

            if (some.Count < ArchivedAtOnce)
            {
                yield break;
            }
        }
    }
}
