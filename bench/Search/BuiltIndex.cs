using System.Diagnostics;
using KB.Indexer.Reports;
using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Subsystems;

namespace KB.Bench.Search;

/// <summary>An index of varied reports, built as the product builds its own: segments of 64 MB in memory, merged by tiers.</summary>
public sealed class BuiltIndex
{
    private const long SegmentBytes = 64 << 20;

    private readonly ColumnsBuilder _columns = new();
    private readonly string _folder;
    private readonly Stopwatch _parse = new(), _add = new(), _write = new(), _merge = new();
    private readonly CrashReport?[]? _bases;
    private long _text;
    private int _files;

    /// <summary>Builds it.</summary>
    public BuiltIndex(VariedReports reports, string folder, int count, bool parse)
    {
        _folder = folder;
        _bases = parse ? null : [.. reports.Bases.Select(ReportParser.Parse)];
        var writer = new SegmentWriter();
        for (int i = 0; i < count; i++)
        {
            Add(reports[i], i, writer);
            if (writer.Bytes > SegmentBytes || i == count - 1)
            {
                Write(writer);
            }
        }

        Columns = _columns.Snapshot();
        long bytes = Segments.Sum(segment => segment.Length);
        double seconds = _parse.Elapsed.TotalSeconds + _add.Elapsed.TotalSeconds + _write.Elapsed.TotalSeconds + _merge.Elapsed.TotalSeconds;
        Report = $"{count} reports, {_text / 1e6:0} MB of text; index {bytes / 1e6:0} MB = {(double)bytes / _text:0.00} of the text, {Segments.Count} segments\n"
            + $"parse {_parse.Elapsed.TotalSeconds:0.0} s, add {_add.Elapsed.TotalSeconds:0.0} s, write {_write.Elapsed.TotalSeconds:0.0} s, merge {_merge.Elapsed.TotalSeconds:0.0} s: "
            + $"{count / seconds:0} reports/s, without parsing {count / (seconds - _parse.Elapsed.TotalSeconds):0}";
    }

    /// <summary>What it cost.</summary>
    public string Report { get; }

    /// <summary>The segments.</summary>
    public List<Segment> Segments { get; } = [];

    /// <summary>The columns.</summary>
    public DocumentColumns Columns { get; }

    private void Add(VariedReport varied, int number, SegmentWriter writer)
    {
        string text = varied.Text;
        _parse.Start();
        CrashReport? report = _bases is null ? ReportParser.Parse(text) : Renamed(_bases[varied.Base], varied, number);
        _parse.Stop();
        _add.Start();
        writer.Add(new SearchDocument { Number = number, Id = report?.Id ?? $"no-report-{number}", Title = report?.Title ?? "no report", Report = report, Text = report is null ? text : null });
        _add.Stop();
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
        _write.Start();
        string path = Path.Combine(_folder, $"{_files++}.segment");
        writer.Write(path);
        Segments.Add(Segment.Open(path));
        _write.Stop();
        _merge.Start();
        while (SegmentMerger.Choose(Segments) is { Count: > 0 } chosen)
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
