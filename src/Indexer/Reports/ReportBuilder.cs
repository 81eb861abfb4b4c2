using System.Text.RegularExpressions;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>Turns the lines of a report into a <see cref="CrashReport"/>.</summary>
internal static partial class ReportBuilder
{
    /// <summary>The report; null when its lines announce no crash after all.</summary>
    public static CrashReport? Build(ReportDraft draft, int index)
    {
        List<string> all = Words(draft.Text(draft.Lines.Count, withUnsure: false));
        (TitleFound? found, string? doubt) = Judge(draft, all, withUnsure: false);
        if (doubt == Doubts.NoFramesInStack && ConsoleLine.IsCaller(draft.Context))
        {
            (found, doubt) = Judge(draft, Words(draft.Text(draft.Lines.Count, withUnsure: true)), withUnsure: true);
        }

        if (found is null)
        {
            return null;
        }

        List<string> text = draft.Text(draft.TextLines, withUnsure: false);
        string whole = string.Join('\n', [.. draft.Before.Select(line => line.Text), .. text, ""]);
        var report = new CrashReport
        {
            Index = index,
            Id = ReportId.Of(ReadableNames.AsPrinted(whole)),
            Title = found.Title,
            AltTitles = found.AltTitles,
            FormerTitles = found.FormerTitles,
            Type = found.Format is { Type.Length: > 0 } format ? format.Type : CrashTypes.Of(found.Title),
            Format = found.Format?.Name ?? "",
            Frame = found.Frame,
            GuiltyFile = GuiltyFile.Find(found.Title, all) ?? "",
            Corrupted = doubt is not null,
            CorruptedReason = doubt,
            Panicked = draft.Panicked,
            StartLine = (draft.Before.Count > 0 ? draft.Before[0] : draft.Lines[0].Line).Number,
            EndLine = draft.Lines[draft.TextLines - 1].Last,
            Text = ReadableNames.Readable(whole),
        };
        return ReportDetails.Add(report, draft);
    }

    private static List<string> Words(List<string> lines) => lines.ConvertAll(ReadableNames.MangledAsWords);

    private static (TitleFound? Found, string? Doubt) Judge(ReportDraft draft, List<string> all, bool withUnsure)
    {
        List<string> lines = Words(draft.Text(draft.TitleLines, withUnsure));
        TitleFound? found = TitleFinder.Find(draft.Family, lines);
        return found is null ? (null, null) : (found, found.Doubt ?? (draft.IsCutInAnnouncement ? Doubts.CutInAnnouncement : Doubts.Of(found, all)));
    }
}
