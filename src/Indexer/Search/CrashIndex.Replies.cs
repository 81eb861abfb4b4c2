using KB.Indexer.Trackers;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <content>What was said about a crash, and the references that came with it.</content>
public sealed partial class CrashIndex
{
    /// <summary>Mails shown of one crash: a thread of more is read at its archive.</summary>
    private const int MostReplies = 200;

    // The mails in which the reports of the crash $0 came.
    private const string Mails = "SELECT message_id FROM mention m JOIN document d ON d.number = m.document WHERE d.crash = $0 AND message_id IS NOT NULL";

    // What mails speak of when they speak of the crash $0: those mails, and its bugs at syzbot.
    private const string Parents = $"""
        ({Mails}
         UNION SELECT key FROM reference r JOIN document d ON d.number = r.document WHERE d.crash = $0 AND tracker = 'syzbot')
        """;

    // Crashes that the mail $1 is about: its own report's, else those of its thread and of the bugs it names.
    private const string CrashesOfMail = """
        SELECT d.number FROM mention m JOIN document d ON d.number = m.document WHERE m.message_id = $1
        UNION SELECT d.number FROM reply p JOIN mention m ON m.message_id = p.parent JOIN document d ON d.number = m.document WHERE p.message_id = $1
        UNION SELECT r.document FROM reply p JOIN reference r ON r.tracker = 'syzbot' AND r.key = p.parent WHERE p.message_id = $1
        """;

    // The same for every mail that refers to the bug $1 of the tracker $0.
    private const string CrashesOfReferringMail = """
        SELECT d.number FROM reply_reference s JOIN mention m ON m.message_id = s.message_id JOIN document d ON d.number = m.document WHERE s.tracker = $0 AND s.key = $1
        UNION SELECT d.number FROM reply_reference s JOIN reply p ON p.message_id = s.message_id JOIN mention m ON m.message_id = p.parent JOIN document d ON d.number = m.document WHERE s.tracker = $0 AND s.key = $1
        UNION SELECT r.document FROM reply_reference s JOIN reply p ON p.message_id = s.message_id JOIN reference r ON r.tracker = 'syzbot' AND r.key = p.parent WHERE s.tracker = $0 AND s.key = $1
        """;

    /// <summary>What refers to a bug of a tracker, or is talked about in a mail that does: crashes first, then bisections and articles.</summary>
    public IReadOnlyList<DocumentRow> FindTracker(string tracker, string id) => Read(connection => connection.List($"""
        SELECT DISTINCT d.kind, coalesce(c.id, d.id), coalesce(c.title, d.title) FROM document d LEFT JOIN crash c ON c.number = d.crash WHERE d.number IN
        (SELECT document FROM reference WHERE tracker = $0 AND key = $1 UNION {CrashesOfReferringMail}{(tracker == "lore" ? " UNION " + CrashesOfMail : "")})
        ORDER BY d.kind = 'report' DESC, d.number LIMIT 200
        """, row => new DocumentRow(row.GetString(0), row.GetString(1), row.GetString(2)), tracker, id));

    private static List<Reply> Replies(SqliteConnection connection, long crash) => connection.List($"""
        SELECT DISTINCT message_id, subject, sender, day FROM reply WHERE parent IN {Parents} AND message_id NOT IN ({Mails}) ORDER BY coalesce(day, 0), message_id LIMIT {MostReplies}
        """, row => new Reply(row.GetString(0), row.TextOrNull(1) ?? "", row.TextOrNull(2) ?? "", row.DayOrNull(3)), crash);

    private static List<TrackerReference> References(SqliteConnection connection, long crash) => connection.List($"""
        SELECT tracker, key, url FROM reference r JOIN document d ON d.number = r.document WHERE d.crash = $0
        UNION SELECT s.tracker, s.key, s.url FROM reply_reference s JOIN reply p ON p.message_id = s.message_id WHERE p.parent IN {Parents}
        ORDER BY 1, 2
        """, row => new TrackerReference(row.GetString(0), row.GetString(1), row.TextOrNull(2)), crash);
}
