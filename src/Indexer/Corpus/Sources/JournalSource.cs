using System.Text;
using System.Text.Json;

namespace KB.Indexer.Corpus.Sources;

/// <summary>The systemd journal as <c>journalctl -o json</c> (also <c>json-seq</c>) prints it, one entry a line.</summary>
/// <remarks>Source: systemd's Journal Export Formats. MESSAGE is a text, or a list of bytes when it is not valid UTF-8.</remarks>
internal static class JournalSource
{
    private const int MicrosPerSecond = 1_000_000;

    /// <summary>True when the first line is a journal entry.</summary>
    public static bool Is(string head) =>
        head.AsSpan().TrimStart(" \t\r\n\u001E") is ['{', ..] && head.Contains("\"MESSAGE\"", StringComparison.Ordinal)
        && head.Contains("_TIMESTAMP\"", StringComparison.Ordinal);

    /// <summary>One document: what the kernel said, or everything when no entry is the kernel's.</summary>
    public static IEnumerable<SourceDocument> Read(SourceInput input)
    {
        bool kernel = input.HeadText.Contains("\"kernel\"", StringComparison.Ordinal);
        yield return new SourceDocument { Path = input.Path, Kind = "journal" }.WithStream(new LinesReader(Lines(input.OpenText(), kernel)));
    }

    private static IEnumerable<string> Lines(TextReader entries, bool kernelOnly)
    {
        using (entries)
        {
            while (entries.ReadLine() is { } entry)
            {
                foreach (string line in Line(entry, kernelOnly).Split('\n'))
                {
                    yield return line;
                }
            }
        }
    }

    private static string Line(string entry, bool kernelOnly)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(entry.AsMemory().Trim("\u001E \t"));
            JsonElement fields = json.RootElement;
            return kernelOnly && fields.Text("_TRANSPORT") != "kernel" && fields.Text("SYSLOG_IDENTIFIER") != "kernel" ? "" : Time(fields) + Message(fields);
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static string Time(JsonElement fields) =>
        long.TryParse(fields.Text("_SOURCE_MONOTONIC_TIMESTAMP"), out long micros) ? $"[{micros / MicrosPerSecond,5}.{micros % MicrosPerSecond:D6}] " : "";

    private static string Message(JsonElement fields) =>
        fields.Text("MESSAGE") ?? Encoding.UTF8.GetString([.. fields.Items("MESSAGE").Select(Byte)]);

    private static byte Byte(JsonElement item) =>
        item.ValueKind == JsonValueKind.Number && item.TryGetByte(out byte value) ? value : (byte)'?';
}
