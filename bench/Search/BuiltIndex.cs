using System.Diagnostics;
using KB.Indexer.Reports;
using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Subsystems;

namespace KB.Bench.Search;

/// <summary>An index of varied reports, built as the product builds its own: segments of 64 MB in memory, merged by tiers.</summary>
public sealed class BuiltIndex
{
    private const long SegmentBytes = 64 << 20;

    /// <summary>Logs made at a time, off the clock.</summary>
    private const int Batch = 2000;

    private readonly ColumnsBuilder _columns = new();
    private readonly string _folder;
    private readonly Stopwatch _all = new(), _write = new(), _merge = new();
    private readonly CrashReport?[]? _bases;
    private long _text;
    private int _files;

    /// <summary>Builds it.</summary>
    public BuiltIndex(VariedReports reports, string folder, int count, bool parse)
    {
        _folder = folder;
        _bases = parse ? null : [.. reports.Bases.Select(ReportParser.Parse)];
        var writer = new SegmentWriter();
        for (int start = 0; start < count; start += Batch)
        {
            VariedReport[] batch = [.. Enumerable.Range(start, Math.Min(Batch, count - start)).AsParallel().AsOrdered().Select(i => reports[i])];
            _all.Start();
            int number = start;
            // As the product does: reports are read ahead on all cores, one thread writes.
            foreach ((VariedReport varied, CrashReport? report) in batch.Select((varied, i) => (varied, number: start + i)).AsParallel().AsOrdered()
                .WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(row => (row.varied, Read(row.varied, row.number))))
            {
                Add(varied, report, number++, writer);
                if (writer.Bytes > SegmentBytes)
                {
                    Write(writer);
                }
            }

            _all.Stop();
        }

        _all.Start();
        Write(writer);
        _all.Stop();
        Columns = _columns.Snapshot();
        long bytes = Segments.Sum(segment => segment.Length);
        double seconds = _all.Elapsed.TotalSeconds;
        Report = FormattableString.Invariant($"{count} reports, {_text / 1e6:0} MB of text; index {bytes / 1e6:0} MB = {(double)bytes / _text:0.00} of the text, {Segments.Count} segments\n")
            + FormattableString.Invariant($"{seconds:0.0} s on {Environment.ProcessorCount} cores ({(parse ? "parse included" : "without parsing")}, writing {_write.Elapsed.TotalSeconds:0.0} s, merging {_merge.Elapsed.TotalSeconds:0.0} s): {count / seconds:0} reports/s");
    }

    /// <summary>What it cost.</summary>
    public string Report { get; }

    /// <summary>The segments.</summary>
    public List<Segment> Segments { get; } = [];

    /// <summary>The columns.</summary>
    public DocumentColumns Columns { get; }

    private CrashReport? Read(VariedReport varied, int number) => _bases is null ? ReportParser.Parse(varied.Text) : Renamed(_bases[varied.Base], varied, number);

    private void Add(VariedReport varied, CrashReport? report, int number, SegmentWriter writer)
    {
        string text = varied.Text;
        writer.Add(new SearchDocument { Number = number, Id = report?.Id ?? $"no-report-{number}", Title = report?.Title ?? "no report", Report = report, Text = report is null ? text : null });
        _text += report?.Text.Length ?? text.Length;
        _columns.Set(number, new DocumentValues
        {
            Crash = number,
            Type = report?.Type ?? "",
            Subsystem = Subsystem.Of(report?.GuiltyFile)?.Name ?? "",
            Release = report?.Kernel.Release ?? "",
            Arch = report?.Kernel.Arch ?? "",
            Day = 17000 + (number % 3000),
            Flags = number % 3 == 0 ? DocumentFlags.Fixed : DocumentFlags.Open,
        });
    }

    /// <summary>What parsing the varied log would give, without parsing it.</summary>
    private static CrashReport? Renamed(CrashReport? report, VariedReport varied, int number) => report is null ? null : report with
    {
        Id = $"varied-{number}",
        Text = varied.Text[^Math.Min(varied.Text.Length, report.Text.Length)..],
        Title = report.Frame is { } frame ? report.Title.Replace(frame, varied.Names.GetValueOrDefault(frame, frame), StringComparison.Ordinal) : report.Title,
        Frame = report.Frame is { } guilty ? varied.Names.GetValueOrDefault(guilty, guilty) : null,
        Kernel = report.Kernel with { Release = varied.Release },
        Stacks = [.. report.Stacks.Select(stack => stack with { Frames = [.. stack.Frames.Select(f => f with { Function = varied.Names.GetValueOrDefault(f.Function, f.Function), File = f.File is { } file ? varied.Names.GetValueOrDefault(file, file) : null })] })],
    };

    private void Write(SegmentWriter writer)
    {
        if (writer.Count == 0)
        {
            return;
        }

        _write.Start();
        string path = Path.Combine(_folder, $"{_files++}.segment");
        writer.Write(path);
        Segments.Add(Segment.Open(path));
        _write.Stop();
        _merge.Start();
        while (SegmentMerger.Choose(Segments, segment => segment.Length) is { Count: > 0 } chosen)
        {
            string merged = Path.Combine(_folder, $"{_files++}.segment");
            SegmentMerger.Merge(chosen, _ => true, merged);
            int at = Segments.IndexOf(chosen[0]);
            Segments.RemoveRange(at, chosen.Count);
            Segments.Insert(at, Segment.Open(merged));
            foreach (Segment old in chosen)
            {
                old.Dispose();
                File.Delete(old.Path);
            }
        }

        _merge.Stop();
    }
}
