using System.Buffers;
using System.Text.RegularExpressions;

namespace KB.Indexer.Trackers;

/// <summary>Finds references to bugs in any text, and the address of a reference.</summary>
public static class TrackerTable
{
    /// <summary>References taken from one text: a page that lists thousands of bugs is a list, not a report.</summary>
    public const int MaxReferences = 1000;

    /// <summary>Every tracker, in the order in which the trackers page shows them.</summary>
    public static IReadOnlyList<Tracker> All { get; } = [.. BugTrackers.All, .. Archives.All, .. CodeReferences.All];

    private static readonly Dictionary<string, Tracker> ByName = All.ToDictionary(row => row.Name, StringComparer.Ordinal);

    private static readonly (Tracker, SearchValues<string>)[] Hinted = [.. All.Select(row => (row, SearchValues.Create([.. row.Hints], StringComparison.OrdinalIgnoreCase)))];

    private static readonly SearchValues<string> AnyHint = SearchValues.Create([.. All.SelectMany(row => row.Hints)], StringComparison.OrdinalIgnoreCase);

    /// <summary>Every bug that the text refers to, each once, tracker by tracker and in order of appearance.</summary>
    public static IReadOnlyList<TrackerReference> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAny(AnyHint))
        {
            return [];
        }

        var found = new List<TrackerReference>();
        var seen = new HashSet<(string, string)>();
        foreach ((Tracker tracker, SearchValues<string> hints) in Hinted)
        {
            if (!text.AsSpan().ContainsAny(hints))
            {
                continue;
            }

            for (Match match = tracker.Mention.Match(text); match.Success && found.Count < MaxReferences; match = match.NextMatch())
            {
                string id = tracker.Normalize(Written(match));
                if (tracker.Id.IsMatch(id) && seen.Add((tracker.Name, id)))
                {
                    found.Add(new TrackerReference(tracker.Name, id, tracker.Url(id)));
                }
            }
        }

        return found;
    }

    /// <summary>The row with this name; null when there is none.</summary>
    public static Tracker? FindTracker(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Address of a bug; null when there is no such tracker or the id is none of its ids.</summary>
    public static string? Url(string tracker, string id) => Reference(tracker, id)?.Url;

    /// <summary>The reference with this tracker and id, the id brought into the stored form; null when they do not fit.</summary>
    public static TrackerReference? Reference(string tracker, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (FindTracker(tracker) is not { } row)
        {
            return null;
        }

        string stored = row.Normalize(id);
        return row.Id.IsMatch(stored) ? new TrackerReference(row.Name, stored, row.Url(stored)) : null;
    }

    /// <summary>What a search query refers to when it is a reference and nothing else: an address, a mention, or <c>tracker:id</c>.</summary>
    /// <returns>Null for a query that is words.</returns>
    public static TrackerReference? FindQuery(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        string text = query.Trim();
        if (text.Length > Archives.MaxMessageId * 3 || text.Any(char.IsWhiteSpace))
        {
            return null;
        }

        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return (colon > 0 ? Reference(text[..colon], text[(colon + 1)..]) : null) ?? Only(Find(text));
    }

    private static TrackerReference? Only(IReadOnlyList<TrackerReference> found) => found.Count == 1 ? found[0] : null;

    private static string Written(Match match) =>
        match.Groups["path"] is { Success: true } path ? $"{path.Value}#{match.Groups["id"].Value}" : match.Groups["id"].Value;
}
