using KB.Indexer.Corpus;
using KB.Indexer.Reports;

namespace KB.Indexer.Symbolization;

/// <summary>Adds files, lines and inline frames to reports that are taken into the index, from images in folders. Safe to use from several threads.</summary>
/// <remarks>
/// A report keeps its text, id and title. Reports come from strangers: no server is asked for an image, and a report that does not print
/// its release gets nothing, since any kernel would fit it. Images are looked for once: those that are added later are seen after a restart.
/// </remarks>
internal sealed class ReportImages(IReadOnlyList<string> folders) : IDisposable
{
    private readonly KernelImages _images = new(null, new ImageFolders(folders), ImageSettings.Cache(), what => Console.Error.WriteLine($"kb: {what}"));

    /// <summary>The images in the folders that <c>KB_IMAGES</c> names; open as long as the program runs.</summary>
    public static ReportImages Configured { get; } = new(ImageSettings.Folders);

    /// <summary>The documents with what images know of the reports in them.</summary>
    public IReadOnlyList<SourceDocument> AddTo(IReadOnlyList<SourceDocument> documents) => folders.Count == 0 ? documents
        : [.. documents.Select(document => document.Reports.Count == 0 ? document : document with { Reports = [.. document.Reports.Select(AddTo)] })];

    /// <summary>The report with what images know of its frames; the same report when they know nothing.</summary>
    public CrashReport AddTo(CrashReport report)
    {
        if (report.Kernel.Release is not { } release || !report.Stacks.Any(stack => stack.Frames.Any(frame => frame is { File: null, Offset: not null })))
        {
            return report;
        }

        // Images know functions by the names that were printed.
        string printed = ReadableNames.WithSymbols(report), text;
        lock (_images)
        {
            text = new ReportSymbolizer(_images).Symbolize(printed, release);
        }

        return text != printed && ReportParser.Parse(text) is { } known
            ? report with { Stacks = known.Stacks, Locations = known.Locations, GuiltyFile = report.GuiltyFile.Length > 0 ? report.GuiltyFile : known.GuiltyFile }
            : report;
    }

    public void Dispose() => _images.Dispose();
}
