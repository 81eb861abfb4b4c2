using System.Text.RegularExpressions;
using KB.Indexer.Corpus.Mail;
using KB.Indexer.Trackers;

namespace KB.Indexer.Corpus.Sources;

/// <summary>Mails, alone or in an mbox.</summary>
internal static partial class MailSource
{
    /// <summary>True when the text begins with a line that separates mails, and a header field follows.</summary>
    public static bool IsMbox(string head) => MboxStart.IsMatch(head);

    /// <summary>True when the text begins with header fields and one of them is of mails alone.</summary>
    public static bool IsMail(string head)
    {
        Match header = Header.Match(head);
        return header.Success && MailField.Count(header.Value) >= 2;
    }

    /// <summary>One document.</summary>
    public static IEnumerable<SourceDocument> ReadMail(SourceInput input)
    {
        byte[] raw = input.ReadWhole(out bool cut);
        yield return Document(input.Path, raw, cut);
    }

    /// <summary>One document a mail.</summary>
    public static IEnumerable<SourceDocument> ReadMbox(SourceInput input) => Mbox.Split(input.Open()).Select(raw => Document(input.Path, raw.Mail, raw.Cut));

    private static SourceDocument Document(string path, byte[] raw, bool cut)
    {
        var mail = MailMessage.Read(raw);
        IReadOnlyList<TrackerReference> named = TrackerTable.Find(string.Join('\n', mail.From, mail.Subject, mail.Headers["To"], mail.Headers["Cc"], mail.Headers["Reply-To"]));
        bool isSyzbot = mail.From.Contains("syzbot", StringComparison.OrdinalIgnoreCase);
        string? extid = named.FirstOrDefault(reference => reference.Tracker == "syzbot")?.Id;
        TrackerReference[] own = [.. named, .. Bugzilla(mail)];
        return new SourceDocument
        {
            Path = path,
            Kind = SourceKinds.Mail,
            MessageId = mail.MessageId,
            InReplyTo = mail.InReplyTo,
            References = mail.Headers.MessageIds("References"),
            Subject = mail.Subject,
            From = mail.From,
            Date = mail.Date,
            GivenId = isSyzbot ? extid : null,
            GivenTitle = isSyzbot ? Title(mail.Subject) : null,
            Trackers = own,
            Own = own,
            Unread = cut ? Documents.TooLong : mail.Unread,
            Commands = SyzCommands.Find(mail.From, mail.Text),
        }.WithText(mail.Text);
    }

    // "[Bug 12345] New: title" names a bug only in mail of the daemon; its host tells which tracker.
    private static IEnumerable<TrackerReference> Bugzilla(MailMessage mail) =>
        mail.From.Contains("bugzilla", StringComparison.OrdinalIgnoreCase) && mail.From.Contains("kernel.org", StringComparison.OrdinalIgnoreCase)
        && BugNumber.Match(mail.Subject) is { Success: true } number && TrackerTable.Reference("bugzilla", number.Groups[1].Value) is { } reference
            ? [reference]
            : [];

    private static string Title(string subject) => Marks.Replace(subject, "");

    [GeneratedRegex(@"\AFrom \S[^\n]{0,200}\d\r?\n[!-9;-~]{1,80}:[ \t]")]
    private static partial Regex MboxStart { get; }

    [GeneratedRegex(@"\A(?:>?From [^\n]{1,200}\n)?(?:[!-9;-~]{1,80}:[^\n]{0,4000}\n(?:[ \t][^\n]{0,4000}\n){0,400}){2,400}")]
    private static partial Regex Header { get; }

    [GeneratedRegex(@"^(?:From|To|Cc|Subject|Date|Message-ID|Received|Return-Path|Delivered-To|MIME-Version|References|In-Reply-To|List-Id):", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MailField { get; }

    [GeneratedRegex(@"\[Bug (\d{1,9})\]")]
    private static partial Regex BugNumber { get; }

    [GeneratedRegex(@"\A(?:(?:Re|Fwd|Fw): ?|\[[^\]]{1,40}\] ?){0,8}", RegexOptions.IgnoreCase)]
    private static partial Regex Marks { get; }
}
