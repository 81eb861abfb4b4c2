using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KB.Indexer.Corpus.Sources;

/// <summary>The systemd journal as <c>journalctl -o json</c> prints it (also <c>json-seq</c>, <c>json-pretty</c> and <c>export</c>).</summary>
/// <remarks>Source: systemd's Journal Export Formats. MESSAGE is a text, or a list of bytes when it is not valid UTF-8.</remarks>
internal static class JournalSource
{
    private const int MicrosPerSecond = 1_000_000;

    /// <summary>Characters and fields of one entry: a longer line, and what is more, is left out.</summary>
    private const int MaxEntry = 1 << 20, MaxFields = 1000;

    /// <summary>True when the first line is a journal entry.</summary>
    public static bool Is(string head) => IsExport(head) ||
        head.AsSpan().TrimStart(" \t\r\n\u001E") is ['{', ..] && head.Contains("\"MESSAGE\"", StringComparison.Ordinal)
        && head.Contains("_TIMESTAMP\"", StringComparison.Ordinal);

    /// <summary>What the kernel said, or everything when no entry is the kernel's.</summary>
    public static LinesReader Open(SourceInput input)
    {
        bool kernel = input.HeadText.Contains("\"kernel\"", StringComparison.Ordinal) || input.HeadText.Contains("\n_TRANSPORT=kernel\n", StringComparison.Ordinal);
        return new LinesReader(tooLong => Lines(input.OpenText(), IsExport(input.HeadText), kernel, tooLong), MaxEntry);
    }

    private static bool IsExport(string head) => head.StartsWith("__CURSOR=", StringComparison.Ordinal);

    private static IEnumerable<string> Lines(TextReader journal, bool export, bool kernelOnly, Action tooLong)
    {
        using (journal)
        {
            foreach (string entry in export ? Exported(journal, tooLong) : Entries(journal, tooLong))
            {
                foreach (string line in Line(entry, kernelOnly).Split('\n'))
                {
                    yield return line;
                }
            }
        }
    }

    // One entry a line or, pretty, from a line "{" to a line "}".
    private static IEnumerable<string> Entries(TextReader journal, Action tooLong)
    {
        var entry = new StringBuilder();
        foreach (string line in BoundedLines.Read(journal, MaxEntry, tooLong))
        {
            bool isOpen = entry.Length == 0 ? line == "{" : line != "}";
            if (isOpen && entry.Length >= MaxEntry)
            {
                tooLong();
                isOpen = false;
            }

            entry.Append(line);
            if (!isOpen)
            {
                yield return entry.ToString();
                entry.Clear();
            }
        }

        if (entry.Length > 0)
        {
            yield return entry.ToString();
        }
    }

    // Lines NAME=value with an empty line behind each entry; values that are no text come in another form and are passed over.
    private static IEnumerable<string> Exported(TextReader journal, Action tooLong)
    {
        var entry = new JsonObject();
        foreach (string line in BoundedLines.Read(journal, MaxEntry, tooLong).Append(""))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and int sign && entry.Count < MaxFields)
            {
                entry[line[..sign]] = line[(sign + 1)..];
            }
            else if (line.Length == 0 && entry.Count > 0)
            {
                yield return entry.ToJsonString();
                entry = [];
            }
        }
    }

    private static string Line(string entry, bool kernelOnly)
    {
        try
        {
            using JsonDocument json = JsonText.Parse(entry.Trim('\u001E', ' ', '\t'));
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
