using KB.Indexer.Bisections;
using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;
using KB.Indexer.Trackers;

namespace KB.Indexer.Corpus;

/// <summary>Everything taken from one file: the shape of <c>kb inspect --json</c>.</summary>
public sealed record Inspection
{
    /// <summary>The file as given.</summary>
    public required string Source { get; init; }

    /// <summary>What it is; <c>mbox</c> when it holds several mails.</summary>
    public required string Kind { get; init; }

    /// <summary>Documents in it.</summary>
    public int Documents { get; init; }

    /// <summary>Message-ID of a single mail.</summary>
    public string? MessageId { get; init; }

    /// <summary>Reports of all documents, numbered through.</summary>
    public IReadOnlyList<CrashReport> Reports { get; init; } = [];

    /// <summary>The bisection log, if it is one.</summary>
    public Bisection? Bisection { get; init; }

    /// <summary>References of all documents, each once.</summary>
    public IReadOnlyList<TrackerReference> Trackers { get; init; } = [];

    /// <summary>Commands of all documents.</summary>
    public IReadOnlyList<SyzCommand> Commands { get; init; } = [];

    /// <summary>What it is instead, where there is no crash report; null when that is not known.</summary>
    public NotTheKernel? NotKernel { get; init; }

    /// <summary>Why something could not be read; null when all was.</summary>
    public string? Unread { get; init; }

    /// <summary>Sums up the documents of a file.</summary>
    public static Inspection Of(string file, IEnumerable<SourceDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        SourceDocument? only = null;
        Bisection? bisection = null;
        int count = 0;
        string kind = SourceKinds.Unknown;
        var reports = new List<CrashReport>();
        var trackers = new HashSet<TrackerReference>();
        var commands = new List<SyzCommand>();
        var unread = new List<string>();
        NotTheKernel? other = null;
        foreach (SourceDocument document in documents)
        {
            only = count++ == 0 ? document : null;
            kind = kind == SourceKinds.Unknown ? document.Kind : kind;
            bisection ??= document.Bisection;
            reports.AddRange(ReportsOf(document).Select(report => report with { Index = reports.Count + report.Index }));
            other ??= reports.Count > 0 || bisection is not null || document.Article is not null ? null : Lookalikes.In(document.Text);
            trackers.UnionWith(document.Trackers);
            commands.AddRange(document.Commands);
            unread.AddRange(new[] { document.Unread }.OfType<string>());
        }

        return new Inspection
        {
            Source = file,
            Kind = only is null && kind == SourceKinds.Mail ? "mbox" : kind,
            Documents = count,
            MessageId = only?.MessageId,
            Reports = reports,
            Bisection = bisection,
            Trackers = [.. trackers],
            Commands = commands,
            NotKernel = reports.Count == 0 ? other : null,
            Unread = unread.Count == 0 ? null : string.Join("; ", unread.Distinct().Take(10)),
        };
    }

    private static IEnumerable<CrashReport> ReportsOf(SourceDocument document) =>
        document.Bisection?.FinalCrash?.Report is { } final ? [final with { Source = document.Path }] : document.Reports;
}
