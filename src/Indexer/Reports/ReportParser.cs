using KB.Indexer.Reports.Formats;

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
        return Read(new LineWindow(text));
    }

    private static IEnumerable<CrashReport> Read(LineWindow window)
    {
        int floor = 0, index = 0;
        CrashReport? alone = null;
        bool isAlone = true;
        for (int at = window.Seek(0); at >= 0; at = window.Seek(at))
        {
            OopsFamily family = window.Family(at)!;
            if (family.NeedsRunningKernel && !window.KernelRanBefore(at))
            {
                at++;
                continue;
            }

            ReportDraft draft = ReportCollector.Collect(window, at, family, floor);
            if (ReportBuilder.Build(draft, index) is { } report)
            {
                if (family.CountsAlone)
                {
                    alone ??= report;
                }
                else
                {
                    index++;
                    isAlone &= BareReports.IsBare(report);
                    yield return report;
                }
            }

            floor = draft.Lines[draft.TextLines - 1].End;
            at = Math.Max(at + 1, draft.Next);
            window.Release(at);
        }

        if (isAlone && alone is not null)
        {
            yield return alone with { Index = index };
        }
    }
}
