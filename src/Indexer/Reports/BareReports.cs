using System.Text.RegularExpressions;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>Announcements of no known form behind which no crash follows: what drivers and boot loaders print of themselves.</summary>
internal static partial class BareReports
{
    /// <summary>Lines below an announcement among which what it announces must begin.</summary>
    private const int Near = 30;

    /// <summary>Names of the formats that take any "WARNING: " or "BUG: " for an announcement.</summary>
    public static IReadOnlySet<string> CatchAll { get; } = new HashSet<string>(StringComparer.Ordinal) { "", "warning-other" };

    /// <summary>True when the line is no announcement but for its first word.</summary>
    public static bool MayBe(OopsFamily family, string line) =>
        !family.CountsAlone && !family.Formats.Any(format => !CatchAll.Contains(format.Name) && line.Contains(format.Header, StringComparison.Ordinal) && format.Opening.IsMatch(line));

    /// <summary>True for a report that is one line, and perhaps lines of others below it.</summary>
    public static bool IsBare(CrashReport report)
    {
        if (!CatchAll.Contains(report.Format))
        {
            return false;
        }

        string[] lines = report.Text.Split('\n');
        int at = Array.FindIndex(lines, line => OopsFamilies.Of(line) is not null);
        return !lines.Skip(at + 1).Take(Near).Any(line => FrameLines.IsStackStart(line) || FrameLines.Match(line) is not null || Body().IsMatch(line));
    }

    [GeneratedRegex(@"\b[Cc]omm: |^Modules linked in:|\bRIP: ")]
    private static partial Regex Body();
}
