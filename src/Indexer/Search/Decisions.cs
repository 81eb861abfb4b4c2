using System.Text.Json;
using KB.Indexer.Corpus;
using KB.Indexer.Search.Engine;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>What people decided, in the catalogue: noted as said, and put into effect as soon as the crashes it speaks of are known.</summary>
/// <remarks>
/// A decision of a mail speaks of a bug of a tracker (<c>syzbot:id</c>) or of another mail (<c>lore:Message-ID</c>), which may be read
/// later: such a row waits. Whatever the order of the files, the same rows have the same effect.
/// </remarks>
internal sealed class Decisions(SqliteConnection connection, ReportLinks links, Grouping grouping)
{
    /// <summary>Commands of mails that decide something, and the decision they are.</summary>
    private static readonly Dictionary<string, string> OfCommands = new(StringComparer.Ordinal)
    {
        ["dup"] = "dup", ["undup"] = "undup", ["fix"] = "fixed-by", ["unfix"] = "unfix", ["invalid"] = "invalid",
    };

    /// <summary>Decisions that say how it stands with a crash, and the status of each; the last one counts.</summary>
    private static readonly Dictionary<string, string> Statuses = new(StringComparer.Ordinal)
    {
        ["fixed-by"] = "fixed", ["unfix"] = "open", ["invalid"] = "invalid",
    };

    private bool _waiting = connection.Number("SELECT count(*) FROM decision WHERE crash LIKE '%:%'") > 0;
    private long _version;

    /// <summary>Notes everything that a document decides; <paramref name="version"/> is that of the commit in the making.</summary>
    public void Add(SourceDocument document, long source, long version)
    {
        _version = version;
        foreach (Decision decision in document.Decisions)
        {
            Add(decision, source);
        }

        foreach (SyzCommand command in document.Commands)
        {
            if (OfCommands.TryGetValue(command.Command, out string? kind) && About(document) is { } about)
            {
                Add(new Decision(kind, about, command.Argument, command.By, document.Date?.ToString("O"), document.MessageId is { } mail ? "lore:" + mail : null), source);
            }
        }

        foreach (CrashLink link in document.Links)
        {
            Add(link);
        }
    }

    /// <summary>Puts into effect what waited for its crash.</summary>
    public void Settle(long version)
    {
        _version = version;
        if (!_waiting)
        {
            return;
        }

        List<(long Number, string Kind, string About, string? Other)> rows = connection.List(
            "SELECT number, kind, crash, other FROM decision WHERE crash LIKE '%:%' ORDER BY number", row => (row.GetInt64(0), row.GetString(1), row.GetString(2), row.TextOrNull(3)));
        foreach ((long number, string kind, string about, string? other) in rows)
        {
            // An undup comes into effect after the dup that it undoes.
            if ((kind == "undup" ? ReportOf(about) is { } report ? links.NearestOfPeople(report) : null : CrashOf(about)) is { } crash
                && (kind != "dup" || other is not null && CrashOf(other) is not null))
            {
                connection.Execute("UPDATE decision SET crash = $1 WHERE number = $0", number, crash);
                Effect(kind, crash, other);
            }
        }

        _waiting = rows.Count > 0;
    }

    /// <summary>Forgets what a file decided that is gone: merges come apart, and of the state of a crash the last word left counts.</summary>
    /// <remarks>Reports that were kept apart stay so until the index is made anew: nothing is judged twice.</remarks>
    public void Withdraw(long source, long version)
    {
        _version = version;
        List<(string Kind, string Crash)> gone = connection.List(
            "DELETE FROM decision WHERE source = $0 AND kind <> 'merge' RETURNING kind, crash", row => (row.GetString(0), row.GetString(1)), source);
        foreach ((string kind, string crash) in gone.Where(row => !row.Crash.Contains(':', StringComparison.Ordinal)).Distinct())
        {
            if (kind == "dup" && links.IsOfPeople(crash) && connection.Number("SELECT count(*) FROM decision WHERE kind = 'dup' AND crash = $0", crash) == 0)
            {
                grouping.Follow("undup", crash, null);
                Split(crash);
            }
            else if (Statuses.ContainsKey(kind) && connection.Number("SELECT c.number FROM document d JOIN crash c ON c.number = d.crash WHERE d.id = $0", crash) is { } number)
            {
                (string Kind, string? Other) last = LastStatus("SELECT id FROM document WHERE crash = $0", number) ?? ("unfix", null);
                Effect(last.Kind, CrashOf(crash)!, last.Other);
            }
        }
    }

    private void Add(Decision decision, long source)
    {
        bool waits = decision.Crash.Contains(':', StringComparison.Ordinal);
        connection.Execute("INSERT INTO decision (kind, crash, other, who, at, why, source) VALUES ($0, $1, $2, $3, $4, $5, $6)",
            decision.Kind, decision.Crash, decision.Other, decision.Who, decision.At, decision.Why, source);
        _waiting |= waits;
        // To split is to tell reports apart, all else is about crashes.
        if (!waits && (decision.Kind == "not-dup" ? ReportOf(decision.Crash) : CrashOf(decision.Crash)) is { } crash)
        {
            Effect(decision.Kind, crash, decision.Other);
        }
    }

    private void Add(CrashLink link)
    {
        if (connection.Number("SELECT number FROM document WHERE id = $0 OR id = (SELECT target FROM alias WHERE id = $0)", link.Crash) is { } document)
        {
            connection.Execute("INSERT OR IGNORE INTO reference VALUES ($0, $1, $2, $3)", link.Tracker, link.Id, document, Trackers.TrackerTable.Url(link.Tracker, link.Id));
        }
    }

    private void Effect(string kind, string crash, string? other)
    {
        grouping.Follow(kind, crash, other);
        if (kind == "dup" && other is not null && CrashOf(other) is { } into && into != crash)
        {
            Merge(crash, into);
        }
        else if (kind == "not-dup" && other is not null && ReportOf(other) is { } apart)
        {
            Split(links.WeakestBetween(crash, apart));
        }
        else if (kind == "undup")
        {
            Split(crash);
        }
        else if (Statuses.TryGetValue(kind, out string? status))
        {
            connection.Execute("UPDATE crash SET status = $1, fixed_by = $2 WHERE id = $0", crash, status, kind == "fixed-by" ? other : null);
            connection.Execute("UPDATE document SET flags = (flags & ~$1) | $2, version = $3 WHERE crash = (SELECT number FROM crash WHERE id = $0)", crash,
                (int)(DocumentFlags.Open | DocumentFlags.Fixed), (int)(status switch { "open" => DocumentFlags.Open, "fixed" => DocumentFlags.Fixed, _ => DocumentFlags.None }), _version);
        }
    }

    private void Merge(string crash, string into)
    {
        long from = connection.Number("SELECT number FROM crash WHERE id = $0", crash)!.Value;
        long target = connection.Number("SELECT number FROM crash WHERE id = $0", into)!.Value;
        links.Add(crash, into, null);
        connection.Execute("UPDATE document SET crash = $1, version = $2 WHERE crash = $0", from, target, _version);
        Count(target);
        connection.Execute("DELETE FROM crash WHERE number = $0", from);
    }

    /// <summary>Makes a report, with all that were taken for it, a crash of its own; what was said last about the state of one of these holds for it.</summary>
    private void Split(string? report)
    {
        if (report is null || connection.Number("SELECT crash FROM document WHERE id = $0", report) is not { } from)
        {
            return;
        }

        if (!links.Cut(report))
        {
            return;
        }

        List<string> moved = links.From(report);
        long number = connection.Number("INSERT INTO crash (kind, id, title) SELECT kind, id, title FROM document WHERE id = $0 RETURNING number", report)!.Value;
        string ids = JsonSerializer.Serialize(moved, KbJson.Default.IEnumerableString);
        connection.Execute("UPDATE document SET crash = $1, version = $2 WHERE id IN (SELECT value FROM json_each($0))", ids, number, _version);
        Count(from);
        Count(number);
        grouping.Move(moved, report);
        if (LastStatus("SELECT value FROM json_each($0)", ids) is { } last)
        {
            Effect(last.Kind, report, last.Other);
        }
    }

    /// <summary>What was said last of the state of some reports, whose ids the query gives; null when nothing was.</summary>
    private (string Kind, string? Other)? LastStatus(string reports, object value) => connection.List(
        $"SELECT kind, other FROM decision WHERE kind IN ('fixed-by', 'unfix', 'invalid') AND crash IN ({reports}) ORDER BY number DESC LIMIT 1",
        row => ((string, string?)?)(row.GetString(0), row.TextOrNull(1)), value).FirstOrDefault();

    private void Count(long crash) => connection.Execute("""
        UPDATE crash SET reports = (SELECT count(*) FROM document WHERE crash = $0), first_day = (SELECT min(day) FROM document WHERE crash = $0),
            last_day = (SELECT max(day) FROM document WHERE crash = $0) WHERE number = $0
        """, crash);

    /// <summary>Id of the crash that is meant.</summary>
    private string? CrashOf(string meant) => connection.Text("SELECT c.id FROM document d JOIN crash c ON c.number = d.crash WHERE d.number = $0", DocumentOf(meant));

    /// <summary>Id of the report that is meant; that of the first of a crash which its report has left.</summary>
    private string? ReportOf(string meant) => connection.Text("SELECT id FROM document WHERE number = $0", DocumentOf(meant));

    /// <summary>Number of the document that is meant: by its id, by a bug of a tracker, a mail, or its title.</summary>
    private long? DocumentOf(string meant)
    {
        int colon = meant.IndexOf(':', StringComparison.Ordinal);
        return connection.Number("SELECT number FROM document WHERE id = $0 OR id = (SELECT target FROM alias WHERE id = $0)", meant)
            ?? (colon < 0 ? null : connection.Number(
                "SELECT d.number FROM reference r JOIN document d ON d.number = r.document WHERE r.tracker = $0 AND r.key = $1 ORDER BY d.crash, d.number LIMIT 1",
                meant[..colon], meant[(colon + 1)..]))
            ?? (!meant.StartsWith("lore:", StringComparison.Ordinal) ? null : connection.Number(
                """
                SELECT d.number FROM (SELECT $0 AS mail, 0 AS step UNION SELECT parent, 1 FROM reply WHERE message_id = $0) CROSS JOIN mention m ON m.message_id = mail
                JOIN document d ON d.number = m.document ORDER BY step, d.crash, d.number LIMIT 1
                """, meant["lore:".Length..]))
            ?? connection.Number("SELECT d.number FROM title t JOIN document d ON d.number = t.document WHERE t.title = $0 AND NOT t.former ORDER BY d.crash, d.number LIMIT 1", meant)
            ?? FormerTitles.DocumentOf(connection, meant);
    }

    private static string? About(SourceDocument document) =>
        document.Trackers.FirstOrDefault(reference => reference.Tracker == "syzbot") is { } bug ? "syzbot:" + bug.Id
        : document.References.Count == 0 && document.InReplyTo is null ? null
        : (document.MessageId ?? document.InReplyTo) is { } mail ? "lore:" + mail : null;
}
