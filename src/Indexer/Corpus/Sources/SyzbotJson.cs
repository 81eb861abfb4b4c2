using System.Text.Json;
using KB.Indexer.Trackers;

namespace KB.Indexer.Corpus.Sources;

/// <summary>What a syzbot dashboard answers with <c>json=1</c>: one bug, or a list of bugs.</summary>
/// <remarks>Source: dashboard/api of syzkaller. A list has the field <c>Bugs</c>, a bug <c>crashes</c>.</remarks>
internal static class SyzbotJson
{
    private const string Site = "https://syzkaller.appspot.com";

    /// <summary>True for either.</summary>
    public static bool Is(string head) =>
        head.AsSpan().TrimStart() is ['{', ..] && head.Contains("\"version\"", StringComparison.Ordinal)
        && (head.Contains("\"Bugs\"", StringComparison.Ordinal) || (head.Contains("\"crashes\"", StringComparison.Ordinal) && head.Contains("\"title\"", StringComparison.Ordinal)));

    /// <summary>One document a bug.</summary>
    public static IEnumerable<SourceDocument> Read(SourceInput input)
    {
        string text = input.ReadWholeText(out bool cut);
        try
        {
            using JsonDocument json = JsonText.Parse(text);
            JsonElement[] listed = [.. json.RootElement.Items("Bugs")];
            return [.. (listed.Length > 0 ? listed : [json.RootElement]).Select(bug => Document(input.Path, bug))];
        }
        catch (JsonException error)
        {
            return [Guard.Unread(input.Path, cut ? Documents.TooLong : $"not JSON: {error.Message}", "syzbot-json")];
        }
    }

    private static SourceDocument Document(string path, JsonElement bug)
    {
        // Links are relative to the site; whole ones are what the tracker table knows.
        string[] links = [.. Links(bug).Select(link => link.StartsWith('/') ? Site + link : link)];
        var document = new SourceDocument
        {
            Path = path,
            Kind = "syzbot-json",
            GivenId = bug.Text("id"),
            GivenTitle = bug.Text("title"),
            Date = bug.Time("first-crash"),
            Fields = Known(bug),
            Decisions = [.. Fixes(bug)],
            Trackers = [.. new[] { Syzbot(bug.Text("id")), }.OfType<TrackerReference>(), .. Commits(bug)],
        };
        return document.WithText(string.Join('\n', new[] { bug.Text("title"), bug.Text("status") }.OfType<string>().Concat(links)));
    }

    private static IEnumerable<Search.Decision> Fixes(JsonElement bug) =>
        bug.Text("id") is not { } id ? [] : bug.Items("fix-commits").Take(1).Select(commit => (Hash: commit.Text("hash"), Title: commit.Text("title"))).Where(fix => fix.Title is not null)
            .Select(fix => new Search.Decision("fixed-by", "syzbot:" + id, fix.Hash is { Length: >= 12 } hash ? $"{hash[..12]} (\"{fix.Title}\")" : fix.Title, "syzbot", bug.Text("fix-time"), null));

    private static TrackerReference? Syzbot(string? id) => id is null ? null : TrackerTable.Reference("syzbot", id);

    private static IEnumerable<TrackerReference> Commits(JsonElement bug) =>
        bug.Items("fix-commits").Select(commit => commit.Text("hash")).OfType<string>()
            .Select(hash => TrackerTable.Reference("commit", hash)).OfType<TrackerReference>();

    private static IEnumerable<string> Links(JsonElement bug) =>
        bug.Items("crashes").SelectMany(crash => new[] { crash.Text("crash-report-link"), crash.Text("kernel-config"), crash.Text("syz-reproducer"), crash.Text("c-reproducer") })
            .Append(bug.Text("link"))
            .Concat(bug.Items("discussions").Where(link => link.ValueKind == JsonValueKind.String).Select(link => link.GetString()))
            .OfType<string>().Distinct();

    private static Dictionary<string, string> Known(JsonElement bug)
    {
        var fields = new Dictionary<string, string>();
        foreach (string name in new[] { "status", "first-crash", "last-crash", "fix-time", "close-time" })
        {
            if (bug.Text(name) is { } value)
            {
                fields[name] = value;
            }
        }

        if (bug.Items("fix-commits").Select(commit => commit.Text("title")).OfType<string>().ToArray() is { Length: > 0 } titles)
        {
            fields["fix"] = string.Join('\n', titles);
        }

        return fields;
    }
}
