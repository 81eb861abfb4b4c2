using KB.Indexer.Reports;
using KB.Indexer.Trackers;

namespace KB.Indexer.Corpus.Sources;

/// <summary>Takes from a text what every kind of document has: reports and tracker references.</summary>
internal static class Documents
{
    // Kinds that hold crashes by what they are, and kinds that are logs of a console.
    private static readonly HashSet<string> Given = ["syzkaller", "jsonl", "syzbot-json"], Logs = ["console", "journal", "lava", "container", "collected", "table", "pstore"];

    /// <summary>Said of a document of which only the beginning was read.</summary>
    public const string TooLong = "longer than is read as a whole: the rest was left out";

    /// <summary>The document with its text, the reports in it, and the references of text and reports.</summary>
    public static SourceDocument WithText(this SourceDocument document, string text)
    {
        CrashReport[] reports = Reports(document, new StringReader(text));
        return document with { Text = Kept(text), Reports = reports, Trackers = References(document, text, reports) };
    }

    /// <summary>The document with its text and the references in it; no report is looked for.</summary>
    public static SourceDocument WithTextAlone(this SourceDocument document, string text) =>
        document with { Text = Kept(text), Trackers = References(document, text, []) };

    /// <summary>The same for a text that is streamed; only its beginning is kept as text.</summary>
    public static SourceDocument WithStream(this SourceDocument document, TextReader stream)
    {
        using var tee = new TeeReader(stream, SourceReader.MaxText);
        CrashReport[] reports = Reports(document, tee);
        tee.Drain();
        return document with { Text = tee.Kept, Reports = reports, Trackers = References(document, tee.Kept, reports) };
    }

    private static string Kept(string text) => text.Length <= SourceReader.MaxText ? text : text[..SourceReader.MaxText];

    private static CrashReport[] Reports(SourceDocument document, TextReader text)
    {
        List<CrashReport> found = [.. ReportParser.ParseAll(text)];
        IEnumerable<CrashReport> crashes = Given.Contains(document.Kind) ? found : Mentions.Without(found, Logs.Contains(document.Kind));
        return [.. crashes.Select(report => ReportTrackers.Fill(report with { Source = document.Path, Kernel = OfSameKernel(report.Kernel, found), Frame = report.Frame ?? Blamed(report) }))];
    }

    // Titles of panics and of some others name no function; a reader still wants to know where it happened.
    private static string? Blamed(CrashReport report) =>
        report.Stacks.Where(stack => stack.Kind is StackKind.Crash or StackKind.CallTrace).SelectMany(stack => stack.Frames)
            .FirstOrDefault(frame => frame.Reliable && !NeverGuilty.Always.Contains(frame.Function))?.Function;

    // One report of a kernel shows registers and with them the architecture; the next one may not.
    private static KernelInfo OfSameKernel(KernelInfo kernel, List<CrashReport> others) =>
        kernel.Arch is null && kernel.Release is { } release
            ? kernel with { Arch = others.Find(other => other.Kernel.Release == release && other.Kernel.Arch is not null)?.Kernel.Arch }
            : kernel;

    private static TrackerReference[] References(SourceDocument document, string text, CrashReport[] reports) =>
        [.. document.Trackers
            .Concat(TrackerTable.Find(text))
            .Concat(reports.SelectMany(report => report.Trackers))
            .Distinct()
            .Where(reference => reference.Tracker != "lore" || reference.Id != document.MessageId)];
}
