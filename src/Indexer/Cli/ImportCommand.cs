using System.CommandLine;
using System.IO.Compression;
using System.Text.Json;
using KB.Indexer.Corpus;
using KB.Indexer.Corpus.Sources;
using KB.Indexer.Search;

namespace KB.Indexer.Cli;

/// <summary><c>kb import</c>: crashes as JSON Lines into the journal, then into the index.</summary>
internal static class ImportCommand
{
    /// <summary>Lines are made durable in groups of this many characters: one flush to disk a group.</summary>
    private const int GroupLength = 4 << 20;

    /// <summary>A line of more characters than this is refused: no report is that long.</summary>
    private const int MaxLine = 64 << 20;

    public static Command Create()
    {
        Option<string> data = DataOption.Create();
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "JSON Lines files (.gz too), or - for standard input." };
        var command = new Command("import", "Imports crashes as {\"id\",\"time\",\"title\",\"text\",…} a line.") { data, files };
        command.SetAction(result => Run(result.GetValue(data)!, result.GetValue(files)!));
        return command;
    }

    private static int Run(string data, string[] files)
    {
        int refused = 0, taken = 0;
        var journal = new Journal(data);
        foreach (string file in files)
        {
            using Stream? stream = Open(file);
            if (stream is null)
            {
                refused++;
                continue;
            }

            using UnpackedStream content = file.EndsWith(".gz", StringComparison.Ordinal)
                ? new UnpackedStream(new GZipStream(stream, CompressionMode.Decompress), SourceReader.MaxUnpacked) : new UnpackedStream(stream, long.MaxValue);
            using var text = new StreamReader(content);
            (int t, int r) = Append(journal, file, text);
            taken += t;
            refused += r;
            if (content.Fault is { } fault)
            {
                Console.Error.WriteLine($"kb: {file}: {fault}");
                refused++;
            }
        }

        try
        {
            IndexSummary summary = ConsoleProgress.Run(progress => CorpusIndexer.Replay(data, progress));
            Console.Error.WriteLine($"{taken} lines taken, {refused} refused, {summary.Documents} reports indexed.");
        }
        catch (IndexBusyException)
        {
            Console.Error.WriteLine($"{taken} lines taken and on the disk, {refused} refused. Another program writes to the index: a running site reads them now, else run kb index.");
        }

        return refused > 0 ? Inputs.Unusable : 0;
    }

    /// <summary>Null, and told, when it cannot be opened: what the others hold is taken all the same.</summary>
    private static Stream? Open(string file)
    {
        try
        {
            return file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"kb: {e.Message}");
            return null;
        }
    }

    private static (int Taken, int Refused) Append(Journal journal, string file, StreamReader text)
    {
        var group = new List<string>();
        int length = 0, number = 0, taken = 0, refused = 0;
        foreach (string? line in BoundedLines.Read(text, MaxLine))
        {
            number++;
            if (line is not null && string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            string? reason = line is null ? $"the line is longer than {MaxLine >> 20} Mi characters" : Refuse(line);
            if (line is null || reason is not null)
            {
                Console.Error.WriteLine($"kb: {file}:{number}: {reason}");
                refused++;
                continue;
            }

            group.Add(line);
            taken++;
            if ((length += line.Length) > GroupLength)
            {
                journal.Append(group);
                group.Clear();
                length = 0;
            }
        }

        journal.Append(group);
        return (taken, refused);
    }

    /// <summary>Why a line is no crash; null when it is one.</summary>
    private static string? Refuse(string line)
    {
        try
        {
            using JsonDocument json = JsonText.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("text", out JsonElement text) && text.ValueKind == JsonValueKind.String
                ? null : "the line is not a JSON object with a \"text\"";
        }
        catch (JsonException e)
        {
            return $"the line is not JSON: {e.Message}";
        }
    }
}
