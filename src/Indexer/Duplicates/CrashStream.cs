using System.IO.Compression;
using System.Text.Json;
using KB.Indexer.Corpus;
using KB.Indexer.Corpus.Sources;
using KB.Indexer.Duplicates.Features;
using KB.Indexer.Reports;

namespace KB.Indexer.Duplicates;

/// <summary>Reads a stream of crashes: <c>{"id","time","title","text"}</c> a line, of which only the text is needed.</summary>
public static class CrashStream
{
    /// <summary>A line of more characters than this is left out: no report is that long.</summary>
    private const int MaxLine = SourceReader.MaxWhole;

    /// <summary>
    /// Crashes of a file in order, parsed ahead on all cores; <c>.gz</c> is unpacked as far as it is sound, <c>-</c> is standard input. A line that is
    /// no such object is left out.
    /// </summary>
    /// <param name="file">Path or <c>-</c>.</param>
    /// <param name="refused">Told of each line left out, its number and why, and of damage.</param>
    public static IEnumerable<StreamedCrash> Read(string file, Action<int, string> refused)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return Lines(file).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.AutoBuffered)
            .Select(row => (row.Number, row.Fault, Crash: row.Fault is null ? Parse(row.Number, row.Line) : null))
            .AsEnumerable().Where(row => Keep(row.Number, row.Crash, row.Fault, refused)).Select(row => row.Crash!);
    }

    private static bool Keep(int number, StreamedCrash? crash, string? fault, Action<int, string> refused)
    {
        if (crash is null)
        {
            refused(number, fault ?? "no JSON object");
        }

        return crash is not null;
    }

    private static IEnumerable<(int Number, string Line, string? Fault)> Lines(string file)
    {
        using Stream stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        using UnpackedStream? unpacked = file.EndsWith(".gz", StringComparison.Ordinal) ? new UnpackedStream(new GZipStream(stream, CompressionMode.Decompress), SourceReader.MaxUnpacked) : null;
        using var text = new StreamReader(unpacked ?? stream);
        int number = 0;
        foreach (string? line in BoundedLines.Read(text, MaxLine))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return (number, line, null);
            }
            else if (line is null)
            {
                yield return (number, "", $"the line is longer than {MaxLine >> 20} Mi characters");
            }
        }

        if (unpacked?.Fault is { } fault)
        {
            yield return (number, "", fault);
        }
    }

    private static StreamedCrash? Parse(int number, string line)
    {
        try
        {
            using JsonDocument json = JsonText.Parse(line.TrimStart('\uFEFF'));
            JsonElement crash = json.RootElement;
            string? title = crash.Text("title") is { Length: > 0 } given ? given : null;
            DateOnly? day = crash.Time("time") is { } time ? DateOnly.FromDateTime(time.UtcDateTime) : null;
            CrashReport report = ReportParser.Parse(crash.Text("text") ?? "") ?? new CrashReport { Id = "", Title = title ?? "" };
            return crash.ValueKind == JsonValueKind.Object ? new StreamedCrash(crash.Text("id") ?? $"{number}", CrashFeatures.Of(report, day, title)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
