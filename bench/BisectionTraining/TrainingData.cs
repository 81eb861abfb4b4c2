using System.IO.Compression;
using System.Text.Json;
using KB.Indexer.Bisections;

namespace BisectionTraining;

/// <summary>A bug with what is known of it: its title without sequence number, the commits that fixed it, its log and the true cause.</summary>
internal sealed record Bug(string Title, IReadOnlyList<string> Fixes, string? Log, string? Bisected, string? Cause, string? WrongStage);

/// <summary>Reads logs and labels.</summary>
internal static class TrainingData
{
    /// <summary>The logs of these bugs in the folder by file name without extension: nothing is learned from logs of later bugs.</summary>
    public static IReadOnlyDictionary<string, Bisection> ReadLogs(string folder, IReadOnlyList<Bug> bugs)
    {
        HashSet<string?> known = [.. bugs.Select(bug => bug.Log)];
        var logs = new SortedDictionary<string, Bisection>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder, "Log_*.txt", SearchOption.AllDirectories))
        {
            if (known.Contains(Path.GetFileNameWithoutExtension(file)) && BisectionParser.Parse(File.ReadAllText(file)) is { } bisection)
            {
                logs[Path.GetFileNameWithoutExtension(file)] = bisection;
            }
        }

        return logs;
    }

    /// <summary>Every bug of a file of JSON lines, gzipped.</summary>
    public static IReadOnlyList<Bug> ReadBugs(string path)
    {
        var bugs = new List<Bug>();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument json = JsonDocument.Parse(line);
            JsonElement bug = json.RootElement;
            string[] fixes = bug.GetProperty("fix").ValueKind == JsonValueKind.Array ? [.. bug.GetProperty("fix").EnumerateArray().Select(fix => fix.GetString()!)] : [];
            if (Text("text") is not null)
            {
                bugs.Add(new Bug(WithoutNumber(Text("title")!), fixes, Text("log"), Text("bisected"), Text("cause"), Text("wrong_stage")));
            }

            string? Text(string name) => bug.GetProperty(name).GetString() is { Length: > 0 } text ? text : null;
        }

        return bugs;
    }

    private static string WithoutNumber(string title)
    {
        int open = title.LastIndexOf(" (", StringComparison.Ordinal);
        return open > 0 && title.EndsWith(')') && title.AsSpan(open + 2, title.Length - open - 3).ContainsAnyExceptInRange('0', '9') == false ? title[..open] : title;
    }
}
