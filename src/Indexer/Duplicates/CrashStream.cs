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

    /// <summary>Crashes of a file in order, parsed ahead on all cores; <c>.gz</c> is unpacked, <c>-</c> is standard input. A line that is no such object is left out.</summary>
    /// <param name="file">Path or <c>-</c>.</param>
    /// <param name="refused">Told of each line left out, with its number.</param>
    public static IEnumerable<StreamedCrash> Read(string file, Action<int> refused)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return Lines(file).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.AutoBuffered).Select(row => (row.Number, Crash: Parse(row.Number, row.Line)))
            .AsEnumerable().Where(row => Keep(row.Number, row.Crash, refused)).Select(row => row.Crash!);
    }

    private static bool Keep(int number, StreamedCrash? crash, Action<int> refused)
    {
        if (crash is null)
        {
            refused(number);
        }

        return crash is not null;
    }

    private static IEnumerable<(int Number, string? Line)> Lines(string file)
    {
        using Stream stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        using var text = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        foreach ((int before, string? line) in BoundedLines.Read(text, MaxLine).Index())
        {
            if (line is null || !string.IsNullOrWhiteSpace(line))
            {
                yield return (before + 1, line);
            }
        }
    }

    private static StreamedCrash? Parse(int number, string? line)
    {
        if (line is null)
        {
            return null;
        }

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
