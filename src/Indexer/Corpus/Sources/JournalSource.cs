using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Sources;

/// <summary>The systemd journal as <c>journalctl -o json</c> prints it (also <c>json-seq</c>, <c>json-pretty</c>, <c>export</c> and <c>verbose</c>).</summary>
/// <remarks>Source: systemd's Journal Export Formats. MESSAGE is a text, or a list of bytes when it is not valid UTF-8.</remarks>
internal static partial class JournalSource
{
    private const int MicrosPerSecond = 1_000_000;

    /// <summary>Characters and fields of one entry: a longer line, and what is more, is left out.</summary>
    private const int MaxEntry = 1 << 20, MaxFields = 1000;

    /// <summary>Blanks before a field that is printed verbosely.</summary>
    private const int Indent = 4;

    /// <summary>True when the first line is a journal entry.</summary>
    public static bool Is(string head) => IsExport(head) || Verbose.IsMatch(head) ||
        head.AsSpan().TrimStart(" \t\r\n\u001E") is ['{', ..] && head.Contains("\"MESSAGE\"", StringComparison.Ordinal)
        && head.Contains("_TIMESTAMP\"", StringComparison.Ordinal);

    /// <summary>What the kernel said, or everything when no entry is the kernel's.</summary>
    public static LinesReader Open(SourceInput input)
    {
        bool kernel = input.HeadText.Contains("\"kernel\"", StringComparison.Ordinal) || Kernel.IsMatch(input.HeadText);
        Func<TextReader, Action, IEnumerable<string>> entries = IsExport(input.HeadText) ? Exported : Verbose.IsMatch(input.HeadText) ? Told : Entries;
        return new LinesReader(tooLong => TimeOrder.OldestFirst(Lines(input.OpenText(), entries, kernel, tooLong)), MaxEntry);
    }

    private static bool IsExport(string head) => head.StartsWith("__CURSOR=", StringComparison.Ordinal);

    private static IEnumerable<string> Lines(TextReader journal, Func<TextReader, Action, IEnumerable<string>> entries, bool kernelOnly, Action tooLong)
    {
        using (journal)
        {
            foreach (string entry in entries(journal, tooLong))
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

    // A line with the time and the place in the journal, then a line a field; what a field has more lines of stands below its beginning.
    private static IEnumerable<string> Told(TextReader journal, Action tooLong)
    {
        var entry = new JsonObject();
        string name = "";
        var value = new StringBuilder();
        foreach (string line in BoundedLines.Read(journal, MaxEntry, tooLong).Append("."))
        {
            bool isField = line.StartsWith("    ", StringComparison.Ordinal);
            if (isField && !Field.IsMatch(line))
            {
                if (value.Length + line.Length < MaxEntry)
                {
                    value.Append('\n').Append(line.AsSpan(Math.Min(line.Length, Indent + name.Length + 1)));
                }

                continue;
            }

            if (name.Length > 0 && entry.Count < MaxFields)
            {
                entry[name] = value.ToString();
            }

            int sign = isField ? line.IndexOf('=', StringComparison.Ordinal) : 0;
            name = isField ? line[Indent..sign] : "";
            value.Clear().Append(isField ? line[(sign + 1)..] : "");
            if (!isField && entry.Count > 0)
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
            return kernelOnly && fields.Text("_TRANSPORT") != "kernel" && fields.Text("SYSLOG_IDENTIFIER") != "kernel" ? "" : string.Join('\n', Message(fields).TrimEnd('\r', '\n').Split('\n').Select(line => Time(fields) + line));
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

    [GeneratedRegex(@"\A\w{2,4}\.? \d{4}-\d\d-\d\d [\d:.]{8,16} [A-Z\d:+-]{1,9} \[s=[0-9a-f]{1,32};i=[0-9a-f]{1,16};")]
    private static partial Regex Verbose { get; }

    [GeneratedRegex(@"^ *_TRANSPORT=kernel\r?$", RegexOptions.Multiline)]
    private static partial Regex Kernel { get; }

    [GeneratedRegex("^    [A-Z0-9_]{1,64}=")]
    private static partial Regex Field { get; }
}
