using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KB.Indexer.Corpus.Sources;
using KB.Indexer.Search;
using KB.Indexer.Trackers;

namespace KB.Indexer.Corpus;

/// <summary>The entries of the journal: a crash as <c>kb import</c> takes it, a text of any kind, a decision, a link.</summary>
/// <remarks>
/// A crash is <c>{"id","time","title","text",…}</c>; the others say what they are: <c>{"kind":"text","time","text"}</c>,
/// <c>{"kind":"decision","decision":"dup|not-dup|fixed-by","crash","other","who","at","why"}</c> and
/// <c>{"kind":"link","crash","tracker","id"}</c>.
/// </remarks>
public static class JournalEntry
{
    /// <summary>Longest name of a person, reason or commit title that is kept, in characters: a long line of prose.</summary>
    public const int MaxWords = 1000;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A text that was posted: a console log, a mail, a bisection log.</summary>
    public static string OfText(string text, DateTimeOffset at) =>
        new JsonObject { ["kind"] = "text", ["time"] = at.ToString("O"), ["text"] = text }.ToJsonString(Readable);

    /// <summary>What a person decided.</summary>
    public static string Of(Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return new JsonObject
        {
            ["kind"] = "decision", ["decision"] = decision.Kind, ["crash"] = decision.Crash, ["other"] = decision.Other,
            ["who"] = decision.Who, ["at"] = decision.At, ["why"] = decision.Why,
        }.ToJsonString(Readable);
    }

    /// <summary>A bug of a tracker that a crash belongs to.</summary>
    public static string Of(CrashLink link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return new JsonObject { ["kind"] = "link", ["crash"] = link.Crash, ["tracker"] = link.Tracker, ["id"] = link.Id }.ToJsonString(Readable);
    }

    /// <summary>The documents of an entry; one that says why where nothing can be taken.</summary>
    public static IEnumerable<SourceDocument> Read(string path, string line)
    {
        try
        {
            using JsonDocument json = JsonText.Parse(line);
            return json.RootElement.Text("kind") switch
            {
                "text" => ReadText(path, json.RootElement),
                "decision" => [ReadDecision(path, json.RootElement)],
                "link" => [ReadLink(path, json.RootElement)],
                _ => SourceReader.ReadText(path, line),
            };
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // ArgumentException: half of a surrogate pair, which UTF-8 cannot hold.
            return [Guard.Unread(path, $"the entry is not JSON: {e.Message}", "jsonl")];
        }
    }

    private static List<SourceDocument> ReadText(string path, JsonElement json)
    {
        DateTimeOffset? time = json.Time("time");
        return [.. SourceReader.ReadText(path, json.Text("text") ?? "").Select(document => document with { Date = document.Date ?? time })];
    }

    private static SourceDocument ReadDecision(string path, JsonElement json) =>
        json.Text("decision") is { } kind && json.Text("crash") is { } crash
            ? new SourceDocument
            {
                Path = path, Kind = "decision",
                Decisions = [new Decision(kind, crash, json.Text("other"), json.Text("who") ?? "api", json.Text("at"), json.Text("why"))],
            }
            : Guard.Unread(path, "a decision without \"decision\" or \"crash\"", "decision");

    private static SourceDocument ReadLink(string path, JsonElement json) =>
        json.Text("crash") is { } crash && json.Text("tracker") is { } tracker && json.Text("id") is { } id && TrackerTable.Reference(tracker, id) is { } reference
            ? new SourceDocument { Path = path, Kind = "link", Links = [new CrashLink(crash, reference.Tracker, reference.Id)] }
            : Guard.Unread(path, "a link without \"crash\", or to no known tracker", "link");
}
