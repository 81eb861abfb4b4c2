using System.Text;
using KB.Indexer.Bisections.Judging;
using KB.Indexer.Reports;

namespace KB.Indexer.Bisections;

/// <summary>Reads syzbot's bisection logs, 2018 to today, cause and fix. Never throws on any text; time and memory are linear in it.</summary>
/// <remarks>
/// What is read is what the log says. <see cref="CrashTitleCount.SameBug"/>, <see cref="Bisection.Trust"/> and
/// <see cref="Bisection.Reasons"/> are judgements: <see cref="BisectionJudge"/> adds them.
/// </remarks>
public static class BisectionParser
{
    private const string Crash = "crash: ";

    /// <summary>Places kept of the final crash: those further out are system call entry.</summary>
    private const int MaxPlaces = 12;

    /// <summary>
    /// The first bisection log of the text; null when it holds none. An error text that the dashboard serves in place of a log
    /// is a bisection that ended in that error.
    /// </summary>
    public static Bisection? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!LogText.HasLog(text))
        {
            return ErrorTexts.Is(text)
                ? new Bisection { Id = ReportId.Of(text), Result = new BisectionResult { Kind = "error", Error = text.TrimEnd() } }
                : null;
        }

        var draft = new BisectionDraft();
        FinalCrash? crash = null;
        using IEnumerator<(int Number, string Line)> lines = LogText.Lines(text).GetEnumerator();
        while (crash is null && lines.MoveNext())
        {
            (int number, string line) = lines.Current;
            draft.LineNumber = number;
            if (line.StartsWith(Crash, StringComparison.Ordinal))
            {
                crash = ReadCrash(line[Crash.Length..], lines);
            }
            else
            {
                LogLines.Read(draft, line);
            }
        }

        return DraftReading.Build(draft, crash, ReportId.Of(text));
    }

    private static FinalCrash ReadCrash(string title, IEnumerator<(int Number, string Line)> lines)
    {
        var report = new StringBuilder();
        while (lines.MoveNext())
        {
            report.Append(lines.Current.Line).Append('\n');
        }

        string text = report.ToString();
        return new FinalCrash(title, string.IsNullOrWhiteSpace(text) ? null : ReportParser.Parse(text)) { Places = CrashPlaces.Of(text, MaxPlaces) };
    }
}
