using System.Text.Json;
using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Sources;

/// <summary>Logs of LAVA and tuxrun, one message a line: <c>- {"dt": "…", "lvl": "target", "msg": "[    1.000000] text"}</c>.</summary>
/// <remarks>Lines cut out of such a log, of which only the end of the message is left, are read too.</remarks>
internal static partial class LavaLog
{
    /// <summary>Characters of a line: a longer one is no message, and stands empty.</summary>
    private const int MaxMessage = 1 << 20;

    /// <summary>True when most of the first lines are such messages or ends of them.</summary>
    public static bool Is(string head)
    {
        string[] lines = head.Split('\n', 20, StringSplitOptions.RemoveEmptyEntries);
        return lines.Count(line => Message.IsMatch(line)) > lines.Length / 2;
    }

    /// <summary>One document: what the target printed.</summary>
    public static IEnumerable<SourceDocument> Read(SourceInput input)
    {
        yield return new SourceDocument { Path = input.Path, Kind = "lava" }.WithStream(new LinesReader(Lines(input.OpenText())));
    }

    private static IEnumerable<string> Lines(TextReader log)
    {
        using (log)
        {
            foreach (string? line in BoundedLines.Read(log, MaxMessage))
            {
                yield return Text(line ?? "");
            }
        }
    }

    private static string Text(string line)
    {
        if (Message.Match(line) is not { Success: true } message)
        {
            return line;
        }

        try
        {
            using JsonDocument json = JsonText.Parse($"[\"{message.Groups["text"].Value}\"]");
            return json.RootElement[0].GetString()!.TrimEnd('\r', '\n').Replace('\n', ' ');
        }
        catch (JsonException)
        {
            return message.Groups["text"].Value;
        }
    }

    [GeneratedRegex(@"\A(?:-? ?\{.*""?msg""?: ?""|(?! ?[-{]))(?<text>.*)""\}\r?\z")]
    private static partial Regex Message { get; }
}
