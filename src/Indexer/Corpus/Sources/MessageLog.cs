using System.Text.Json;
using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Sources;

/// <summary>
/// Logs of one message a line, in JSON or YAML: of LAVA and tuxrun, <c>- {"dt": "…", "lvl": "target", "msg": "[    1.000000] text"}</c>, of Docker,
/// <c>{"log":"text\n","stream":"stdout","time":"…"}</c>, and what log collectors export, <c>{"@timestamp":"…","message":"text"}</c>.
/// </summary>
/// <remarks>Lines cut out of a log of LAVA, of which only the end of the message is left, are read too.</remarks>
internal static partial class MessageLog
{
    /// <summary>Characters of a line: a longer one is no message, and stands empty.</summary>
    private const int MaxMessage = 1 << 20;

    /// <summary>Lines that are looked at.</summary>
    private const int HeadLines = 20;

    /// <summary>True when most of the first lines are messages of LAVA or ends of them.</summary>
    public static bool IsLava(string head) => Most(head, LavaMessage);

    /// <summary>True when most of the first lines are messages of a container.</summary>
    public static bool IsContainer(string head) => Most(head, ContainerMessage);

    /// <summary>True when most of the first lines are messages of a log collector, and none is a crash with a text of its own.</summary>
    public static bool IsCollected(string head) => head.AsSpan().TrimEnd().Contains('\n') && Most(head, CollectedMessage) && !head.Contains("\"text\"", StringComparison.Ordinal) && !head.Contains("\"title\"", StringComparison.Ordinal);

    /// <summary>What the target printed.</summary>
    public static LinesReader OpenLava(SourceInput input) => new(tooLong => Lines(input.OpenText(), LavaMessage, tooLong), MaxMessage);

    /// <summary>What the container printed.</summary>
    public static LinesReader OpenContainer(SourceInput input) => new(tooLong => Lines(input.OpenText(), ContainerMessage, tooLong), MaxMessage);

    /// <summary>What was collected.</summary>
    public static LinesReader OpenCollected(SourceInput input) => new(tooLong => Lines(input.OpenText(), CollectedMessage, tooLong), MaxMessage);

    private static bool Most(string head, Regex message)
    {
        string[] lines = head.Split('\n', HeadLines, StringSplitOptions.RemoveEmptyEntries);
        return lines.Count(line => message.IsMatch(line)) > lines.Length / 2;
    }

    private static IEnumerable<string> Lines(TextReader log, Regex message, Action tooLong)
    {
        using (log)
        {
            foreach (string line in TimeOrder.OldestFirst(BoundedLines.Read(log, MaxMessage, tooLong)).SelectMany(line => Text(line, message).Split('\n')))
            {
                yield return line;
            }
        }
    }

    private static string Text(string line, Regex message)
    {
        if (message.Match(line) is not { Success: true } match)
        {
            return line;
        }

        if (match.Groups["plain"] is { Success: true } plain)
        {
            return plain.Value.Replace("''", "'", StringComparison.Ordinal);
        }

        try
        {
            using JsonDocument json = JsonText.Parse($"[\"{match.Groups["text"].Value}\"]");
            return json.RootElement[0].GetString()!.TrimEnd('\r', '\n');
        }
        catch (JsonException)
        {
            return match.Groups["text"].Value;
        }
    }

    // Older logs are YAML, whose single quotes escape nothing but themselves. The first field of that name is the one.
    [GeneratedRegex(@"\A(?:(?>-? ?\{.*?""?msg""?: ?"")|(?! ?[-{]))(?<text>.*)""\}\r?\z|\A(?>- ?\{.*?\bmsg: ?')(?<plain>.*)'\}\r?\z")]
    private static partial Regex LavaMessage { get; }

    [GeneratedRegex(@"\A\{""log"": ?""(?<text>(?>(?:[^""\\]|\\.)*))"", ?""stream"": ?""std(?:out|err)"".*\}\r?\z")]
    private static partial Regex ContainerMessage { get; }

    // Elasticsearch, Loki, CloudWatch, Google's and Splunk's names; the first field of such a name is the one.
    [GeneratedRegex(@"\A\{.*?""(?:message|msg|line|_raw|textPayload|@message)"": ?""(?<text>(?>(?:[^""\\]|\\.)*))""(?=[,}])")]
    private static partial Regex CollectedMessage { get; }
}
