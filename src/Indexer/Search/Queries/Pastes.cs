using System.Text.RegularExpressions;
using KB.Indexer.Search.Engine;
using KB.Indexer.Trackers;

namespace KB.Indexer.Search.Queries;

/// <summary>Recognises what is pasted instead of typed. One row a thing; the first that matches the whole text counts.</summary>
internal static partial class Pastes
{
    /// <summary>Characters of a pasted report that are looked at: the stack of the crash comes early.</summary>
    private const int MaxReport = 100_000;

    /// <summary>Functions of a pasted report that are searched for.</summary>
    private const int MaxFunctions = 32;

    /// <summary>Frames that make a text a report.</summary>
    private const int FewestFrames = 2;

    /// <summary>Characters of the longest link or id.</summary>
    private const int MaxThing = 500;

    private sealed record Row(Regex Pattern, PasteKind Kind, string? Tracker, Func<string, QueryNode> Query);

    private static readonly Row[] Rows =
    [
        new(BareNumber(), PasteKind.Tracker, "bugzilla", id => new OrNode([Tracker("bugzilla", id), new WordNode(id)])),
        new(MessageId(), PasteKind.Tracker, "lore", id => Tracker("lore", id)),
        new(Commit(), PasteKind.Commit, null, CommitQuery),
        new(Place(), PasteKind.Place, null, place => Field("file", place)),
        new(Address(), PasteKind.Address, null, address => new WordNode(address)),
        new(SymbolOffset(), PasteKind.SymbolOffset, null, name => Field("fn", name)),
    ];

    /// <summary>What the text is, and the query that finds it; null when it is a query in words.</summary>
    public static (Paste Paste, QueryNode? Root)? Find(string text)
    {
        string trimmed = text.Length > MaxReport ? text[..MaxReport].Trim() : text.Trim();
        if (trimmed.Length <= MaxThing && !trimmed.Contains('\n'))
        {
            if (!IsField(trimmed) && TrackerTable.FindQuery(trimmed.Trim('<', '>')) is { } bug)
            {
                return Reference(bug);
            }

            foreach (Row row in Rows)
            {
                if (row.Pattern.Match(trimmed) is { Success: true } match)
                {
                    string value = Uri.UnescapeDataString(match.Groups["it"].Value);
                    return (new Paste(row.Kind, value, row.Tracker), row.Query(value.ToLowerInvariant()));
                }
            }
        }

        return Report(trimmed);
    }

    /// <summary>A report is a text with frames; it is searched for by its functions, the ones on top first.</summary>
    private static (Paste, QueryNode?)? Report(string text)
    {
        var functions = new List<string>();
        var analyzer = new Analyzer(text, new char[Analyzer.MaxToken]);
        while (functions.Count < MaxFunctions && analyzer.Read())
        {
            if (analyzer.HasOffset && !functions.Contains(analyzer.Text.ToString()))
            {
                functions.Add(analyzer.Text.ToString());
            }
        }

        return functions.Count < FewestFrames
            ? null
            : (new Paste(PasteKind.Report, text), new OrNode([.. functions.Select(function => Field("fn", function))]));
    }

    /// <summary>True for <c>commit:…</c> and its like, which are of the query language.</summary>
    private static bool IsField(string text) => text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && QueryField.Find(text[..colon].TrimStart('-')) is not null;

    /// <summary>A link to a commit or to a line of the source is what it leads to.</summary>
    private static (Paste, QueryNode?) Reference(TrackerReference reference)
    {
        const string source = "/source/";
        int path = reference.Tracker == "elixir" ? reference.Id.IndexOf(source, StringComparison.Ordinal) + source.Length : 0;
        string place = reference.Id[path..].Replace("#L", ":", StringComparison.Ordinal);
        return reference.Tracker switch
        {
            "commit" => (new Paste(PasteKind.Commit, reference.Id), CommitQuery(reference.Id)),
            "elixir" => (new Paste(PasteKind.Place, place), Field("file", place.ToLowerInvariant())),
            _ => (new Paste(PasteKind.Tracker, reference.Id, reference.Tracker), Tracker(reference.Tracker, reference.Id.ToLowerInvariant())),
        };
    }

    private static OrNode CommitQuery(string id) => new([Field("commit", id), new WordNode(id)]);

    private static FieldNode Tracker(string tracker, string id) => Field("tracker", tracker + ":" + id);

    private static FieldNode Field(string name, string value) => new(QueryField.Find(name)!, value);

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(bug |bug #|#|bugzilla:|bko#)?(?<it>[0-9]{4,7})$", Options)]
    private static partial Regex BareNumber();

    [GeneratedRegex(@"^(message-id: *)?<?(?<it>[^ <>@/]+@[^ <>@/]+)>?$", Options)]
    private static partial Regex MessageId();

    [GeneratedRegex(@"^(commit |fixes: )?(?<it>[0-9a-f]{7,15}|[0-9a-f]{17,40})( \(.*\))?$", Options)]
    private static partial Regex Commit();

    [GeneratedRegex(@"^(?<it>[a-z0-9_+./-]*[a-z0-9_+-]\.(c|h|s|rs):[0-9]{1,7})(:[0-9]+)?$", Options)]
    private static partial Regex Place();

    [GeneratedRegex(@"^(?<it>[a-z_][a-z0-9_.]*)\+0x[0-9a-f]+(/0x[0-9a-f]+)?( \[[a-z0-9_]+\])?$", Options)]
    private static partial Regex SymbolOffset();

    [GeneratedRegex(@"^(0x)?(?<it>[0-9a-f]{16})(\+0x[0-9a-f]+)?$", Options)]
    private static partial Regex Address();
}
