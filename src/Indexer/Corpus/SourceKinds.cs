using KB.Indexer.Corpus.Sources;

namespace KB.Indexer.Corpus;

/// <summary>The table of source kinds. The first row that recognises a source reads it; the last one takes any text.</summary>
public static class SourceKinds
{
    /// <summary>Name of what is no text and cannot be read.</summary>
    public const string Unknown = "unknown";

    /// <summary>Name of bisection logs.</summary>
    public const string Bisection = "bisection";

    /// <summary>Name of mails.</summary>
    public const string Mail = "mail";

    /// <summary>Every kind, in the order in which they are tried.</summary>
    internal static IReadOnlyList<SourceKind> All { get; } =
    [
        new()
        {
            Name = "syzkaller",
            Title = "crash folder of a syzkaller workdir",
            Recognises = input => SyzkallerFolder.Holds(input.Path),
            Read = SyzkallerFolder.Read,
            Example = "",
        },
        new()
        {
            Name = "mbox",
            Title = "mbox, as public-inbox and mail programs write it",
            Recognises = input => MailSource.IsMbox(input.HeadText),
            Read = MailSource.ReadMbox,
            Example = "From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: a@example.org\nSubject: widgets\n\ntext\n",
        },
        new()
        {
            Name = Mail,
            Title = "one mail",
            Recognises = input => MailSource.IsMail(input.HeadText),
            Read = MailSource.ReadMail,
            Example = "From: a@example.org\nSubject: widgets\n\ntext\n",
        },
        new()
        {
            Name = "html",
            Title = "HTML page",
            Recognises = input => HtmlText.Is(input.HeadText),
            Read = PageSource.ReadHtml,
            Example = "<!DOCTYPE html><html><body>text</body></html>",
        },
        new()
        {
            Name = "journal",
            Title = "journalctl -o json",
            Recognises = input => JournalSource.Is(input.HeadText),
            Log = JournalSource.Open,
            Example = """{"MESSAGE":"text","__REALTIME_TIMESTAMP":"1704067200000000"}""",
        },
        new()
        {
            Name = "lava",
            Title = "log of LAVA or tuxrun, one message a line",
            Recognises = input => MessageLog.IsLava(input.HeadText),
            Log = MessageLog.OpenLava,
            Example = """- {"dt": "2024-01-02T03:04:05", "lvl": "target", "msg": "[    1.000000] text"}""",
        },
        new()
        {
            Name = "container",
            Title = "log of a container as Docker keeps it, one message a line",
            Recognises = input => MessageLog.IsContainer(input.HeadText),
            Log = MessageLog.OpenContainer,
            Example = """{"log":"[    1.000000] text\n","stream":"stdout","time":"2024-01-02T03:04:05Z"}""",
        },
        new()
        {
            Name = "collected",
            Title = "export of a log collector, one message a line",
            Recognises = input => MessageLog.IsCollected(input.HeadText),
            Log = MessageLog.OpenCollected,
            Example = """{"message":"[    1.000000] text"}""" + "\n" + """{"message":"[    1.000001] text"}""",
        },
        new()
        {
            Name = "table",
            Title = "table of a log collector or a spreadsheet (CSV), one message a row",
            Recognises = input => TableLog.Is(input.HeadText),
            Log = TableLog.Open,
            Example = "time,host,message\n12:21:57,box,[    1.000000] text\n12:21:57,box,[    1.000001] text\n12:21:57,box,[    1.000002] text\n",
        },
        new()
        {
            Name = "syzbot-json",
            Title = "bug or list of bugs of a syzbot dashboard",
            Recognises = input => SyzbotJson.Is(input.HeadText),
            Read = SyzbotJson.Read,
            Example = """{"version":1,"title":"WARNING in widget_flush","crashes":[]}""",
        },
        new()
        {
            Name = "json",
            Title = "issues, bugs and results as trackers and test systems answer them",
            Recognises = input => JsonPage.Is(input.HeadText),
            Read = JsonPage.Read,
            Example = """{"title":"it crashed","body":"text"}""",
        },
        new()
        {
            Name = "jsonl",
            Title = "JSON Lines, one crash a line",
            Recognises = input => JsonLines.Is(input.HeadText),
            Read = JsonLines.Read,
            Example = """{"id":"1","text":"text"}""",
        },
        new()
        {
            Name = Bisection,
            Title = "syzbot bisection log",
            Recognises = input => BisectionSource.Is(input.HeadText),
            Read = BisectionSource.Read,
            Example = "bisecting cause commit starting from 0123456789abcdef0123456789abcdef01234567\n",
        },
        new()
        {
            Name = "pstore",
            Title = "dump of the kernel in pstore, in parts",
            Recognises = input => PstoreDump.Is(input.HeadText),
            Log = PstoreDump.Open,
            Read = PstoreDump.Read,
            Example = "Oops#1 Part1\n<4>[    1.000000] text\n",
        },
        new()
        {
            Name = "markdown",
            Title = "Markdown, reStructuredText or AsciiDoc page",
            Recognises = input => MarkdownText.Is(input.Path, input.HeadText),
            Read = PageSource.ReadMarkdown,
            Example = "It crashed:\n```\ntext\n```\n",
        },
        new()
        {
            Name = "console",
            Title = "console log, dmesg, kdump, pstore, netconsole, syslog",
            Recognises = input => !TextEncoding.IsBinary(input.HeadText),
            Log = TimeOrder.Open,
            Example = "[    0.000000] Linux version 6.1.0\n",
        },
    ];

    /// <summary>The text of an input that is not packed: of a log its lines as the console printed them, of anything else the text as it stands.</summary>
    internal static TextReader OpenText(SourceInput input) =>
        All.FirstOrDefault(kind => kind.Log is not null && kind.Recognises(input))?.Log!(input) ?? input.OpenText();

    /// <summary>The documents of an input that is not packed.</summary>
    internal static IEnumerable<SourceDocument> Read(SourceInput input)
    {
        if (input.Head.Length == 0)
        {
            return [Guard.Unread(input.Path, "the file is empty")];
        }

        return TextEncoding.IsBinary(input.HeadText) && BinaryFormats.Name(input.Head.Span) is { } binary
            ? [Guard.Unread(input.Path, binary)]
            : All.FirstOrDefault(kind => kind.Recognises(input))?.Read(input) ?? [Guard.Unread(input.Path, BinaryFormats.NoText)];
    }
}
