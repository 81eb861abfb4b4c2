using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using KB.Indexer.Duplicates.Features;
using KB.Indexer.Reports;

namespace KB.Bench.Duplicates;

/// <summary>A bug with its sample report; bugs with a fix in common are duplicates.</summary>
internal sealed record Bug(string Id, DateOnly Day, string Title, string[] Fixes, CrashReport? Report, CrashFeatures Features)
{
    public bool IsFixed => Fixes.Length > 0;

    public bool Is(Bug other) => Fixes.AsSpan().ContainsAny(other.Fixes);
}

/// <summary>Reads bugs in order of time.</summary>
internal static partial class BugStream
{
    /// <summary>Bugs of <c>.jsonl[.gz]</c> files with the fields id, time, title, fix, text; those without text are left out.</summary>
    public static List<Bug> Read(IEnumerable<string> files)
    {
        var lines = files.SelectMany(Lines).ToList();
        return [.. lines.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(Parse).OfType<Bug>().OrderBy(bug => bug.Day).ThenBy(bug => bug.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Lines(string file)
    {
        using Stream stream = File.OpenRead(file);
        using var text = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        while (text.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static Bug? Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        JsonElement bug = json.RootElement;
        if (bug.GetProperty("text").GetString() is not { Length: > 0 } text)
        {
            return null;
        }

        string title = Numbered().Replace(bug.GetProperty("title").GetString() ?? "", "");
        DateOnly day = DateOnly.Parse(bug.GetProperty("time").GetString()!, CultureInfo.InvariantCulture);
        CrashReport? report = ReportParser.Parse(text);
        CrashFeatures features = report is null ? CrashFeatures.OfTitle(title, day) : CrashFeatures.Of(report, day, title);
        string[] fixes = [.. bug.GetProperty("fix").EnumerateArray().Select(fix => fix.GetString()!)];
        return new Bug(bug.GetProperty("id").GetString()!, day, title, fixes, report, features);
    }

    [GeneratedRegex(@" \(\d+\)$")]
    private static partial Regex Numbered();
}
