using KB.Indexer.Corpus;
using KB.Indexer.Trackers;

namespace KB.Indexer.Search;

/// <content>What was said about a crash without a report of its own: mails of its thread, and mails that name its bug.</content>
public sealed partial class IndexWriter
{
    /// <summary>Mails of a thread that a reply is tied to: the first ones, where the report is, and the last.</summary>
    private const int FirstOfThread = 5, LastOfThread = 15;

    /// <summary>A mail that names more bugs than this is a list of bugs, not about one.</summary>
    private const int BugsOfReply = 3;

    /// <summary>References kept of one reply.</summary>
    private const int ReferencesOfReply = 50;

    /// <summary>True for a mail that speaks of another one, or of a bug of syzbot.</summary>
    public static bool IsReply(SourceDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document is { Kind: SourceKinds.Mail, MessageId: not null } && About(document).Count > 0;
    }

    /// <summary>Notes what a mail is about, so that whatever crash that turns out to be shows the mail; the order of the files does not matter.</summary>
    private void AddReply(SourceDocument document, long source)
    {
        if (!IsReply(document) || document.MessageId is not { } mail)
        {
            return;
        }

        foreach (string parent in About(document))
        {
            _connection.Execute("INSERT OR IGNORE INTO reply VALUES ($0, $1, $2, $3, $4, $5)",
                parent, mail, source, document.Subject, document.From, document.Date is { } date ? DateOnly.FromDateTime(date.UtcDateTime).DayNumber : null);
        }

        foreach (TrackerReference reference in document.Trackers.Where(reference => reference.Tracker != "syzbot-text").Take(ReferencesOfReply))
        {
            _connection.Execute("INSERT OR IGNORE INTO reply_reference VALUES ($0, $1, $2, $3, $4)", reference.Tracker, reference.Id, mail, source, reference.Url);
        }
    }

    /// <summary>Message-IDs of the mails it answers, and ids of the bugs at syzbot that it names.</summary>
    private static List<string> About(SourceDocument document)
    {
        string[] thread = [.. document.References.Append(document.InReplyTo).OfType<string>().Distinct()];
        string[] bugs = [.. document.Trackers.Where(reference => reference.Tracker == "syzbot").Select(reference => reference.Id)];
        return [.. thread.Take(FirstOfThread).Union(thread.TakeLast(LastOfThread)), .. bugs.Length <= BugsOfReply ? bugs : []];
    }

    private void RemoveReplies(long source)
    {
        _connection.Execute("DELETE FROM reply WHERE source = $0", source);
        _connection.Execute("DELETE FROM reply_reference WHERE source = $0", source);
    }
}
