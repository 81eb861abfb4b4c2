using KB.Indexer.Search;

namespace KB.Site.Pages;

/// <summary>A mail about a crash: one that holds its report, or one of the thread.</summary>
/// <param name="MessageId">Its Message-ID.</param>
/// <param name="Subject">Its subject, or the Message-ID where it has none.</param>
/// <param name="From">Sender; empty for the mail of a report, which the index does not keep.</param>
/// <param name="Day">Day it was sent.</param>
/// <param name="Role"><c>report</c>, <c>patch</c>, or empty.</param>
internal sealed record Mail(string MessageId, string Subject, string From, DateOnly? Day, string Role)
{
    /// <summary>The mails about a crash, each once, in the order in which they were sent.</summary>
    public static IReadOnlyList<Mail> Of(Crash crash)
    {
        IEnumerable<Mail> reports = crash.Mentions.Where(mention => mention.MessageId is not null).Select(mention => new Mail(mention.MessageId!, mention.Subject ?? mention.MessageId!, "", mention.Day, "report"));
        IEnumerable<Mail> replies = crash.Replies.Select(reply => new Mail(reply.MessageId, reply.Subject.Length > 0 ? reply.Subject : reply.MessageId, reply.From, reply.Day, reply.IsPatch ? "patch" : ""));
        return [.. reports.Concat(replies).DistinctBy(mail => mail.MessageId).OrderBy(mail => mail.Day ?? DateOnly.MinValue)];
    }
}
