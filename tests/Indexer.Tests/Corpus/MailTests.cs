using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

public sealed class MailTests
{
    [Theory]
    [InlineData("Tue, 2 Jan 2024 10:00:00 GMT", 10)]
    [InlineData("Tue, 2 Jan 2024 10:00:00 UTC", 10)]
    [InlineData("2 Jan 2024 10:00:00 EST", 15)]
    [InlineData("Tue, 2 Jan 2024 10:00:00 PDT (old)", 17)]
    [InlineData("Tue, 2 Jan 2024 10:00:00 -0000", 10)]
    public void The_zone_of_a_mail_may_be_a_name(string date, int hour)
    {
        SourceDocument mail = Texts.One($"From: a@example.org\nDate: {date}\nSubject: widgets\n\ntext\n");

        Assert.Equal(new DateTimeOffset(2024, 1, 2, hour, 0, 0, TimeSpan.Zero), mail.Date);
    }

    [Fact]
    public void A_mail_gives_its_thread_its_sender_and_its_date()
    {
        SourceDocument mail = Texts.One("""
            Message-ID: <widget-3@example.org>
            In-Reply-To: <widget-2@example.org>
            References: <widget-1@example.org>
             <widget-2@example.org>
            From: =?utf-8?q?J=C3=BCrgen_Widget?= <juergen@example.org>
            Subject: Re: widget: flush
             on close
            Date: Tue,  2 Jan 2024 10:00:00 +0100 (CET)

            yes
            """);

        Assert.Equal(("widget-3@example.org", "widget-2@example.org"), (mail.MessageId, mail.InReplyTo));
        Assert.Equal(["widget-1@example.org", "widget-2@example.org"], mail.References);
        Assert.Equal("Jürgen Widget <juergen@example.org>", mail.From);
        Assert.Equal("Re: widget: flush on close", mail.Subject);
        Assert.Equal(new DateTimeOffset(2024, 1, 2, 9, 0, 0, TimeSpan.Zero), mail.Date);
        Assert.Equal("yes\n", mail.Text.TrimEnd('\n') + "\n");
    }

    [Fact]
    public void Quoted_printable_joins_broken_lines_and_restores_bytes()
    {
        string text = Text("text/plain; charset=utf-8", "quoted-printable", "RIP: 0010:widget_=\nflush+0x1/0x2=20\na =3D b =C3=A4 =ZZ\n");

        Assert.Equal("RIP: 0010:widget_flush+0x1/0x2 \na = b ä =ZZ\n", text);
    }

    [Fact]
    public void Base64_is_read_across_lines_and_without_padding() =>
        Assert.Equal("widget_flush", Text("text/plain", "base64", "d2lk\nZ2V0X2Zs\ndXNo\n"));

    [Theory]
    [InlineData("iso-8859-1", "=E4=F6")]
    [InlineData("windows-1252", "=E4=F6")]
    [InlineData("utf-8", "=C3=A4=C3=B6")]
    [InlineData("no-such-charset", "=C3=A4=C3=B6")]
    public void A_text_is_read_in_the_character_set_it_names(string charset, string encoded) =>
        Assert.Equal("äö\n", Text($"text/plain; charset=\"{charset}\"", "quoted-printable", encoded + "\n"));

    [Fact]
    public void Of_alternatives_the_plain_text_is_read()
    {
        string text = Text("multipart/alternative; boundary=\"xyz\"", "7bit", """
            --xyz
            Content-Type: text/html

            <p>rich widget</p>
            --xyz
            Content-Type: text/plain

            plain widget
            --xyz--
            """);

        Assert.Equal("plain widget", text.Trim());
    }

    [Fact]
    public void Html_is_read_where_there_is_nothing_else() =>
        Assert.Equal("a < b\n c", Text("text/html; charset=utf-8", "7bit", "<html><style>x{}</style><pre>a &lt; b\n c</pre></html>").Trim());

    [Fact]
    public void Attached_logs_are_read_behind_the_body()
    {
        string text = Text("multipart/mixed; boundary=xyz", "7bit", """
            This is a multi-part message.
            --xyz

            see the log
            --xyz
            Content-Type: application/octet-stream; name="dmesg.txt"
            Content-Transfer-Encoding: base64

            d2lkZ2V0X2ZsdXNo
            --xyz
            Content-Type: application/x-xz; name="widget.ko.xz"
            Content-Transfer-Encoding: base64

            AAAA
            --xyz--
            epilogue
            """);

        Assert.Equal("see the log\nwidget_flush", string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Flowed_text_is_joined_but_not_the_lines_of_a_log()
    {
        string text = Text("text/plain; charset=utf-8; format=flowed", "7bit",
            "The widget \nwas flushed \ntwice.\n> quoted \n> text\n[   12.000001] Call Trace: \n[   12.000002]  widget_flush+0x1/0x2\n-- \nJ.\n");

        Assert.Equal("The widget was flushed twice.\n> quoted text\n[   12.000001] Call Trace: \n[   12.000002]  widget_flush+0x1/0x2\n-- \nJ.\n", text);
    }

    [Fact]
    public void A_mail_of_an_mbox_that_is_cut_is_told_and_the_next_is_whole()
    {
        byte[] line = [.. Enumerable.Repeat((byte)'x', (1 << 20) - 1), (byte)'\n'];
        using var mbox = new MemoryStream();
        mbox.Write("From a Thu Jan  1 00:00:00 1970\nSubject: a\n\n"u8);
        for (int written = 0; written <= SourceReader.MaxWhole; written += line.Length)
        {
            mbox.Write(line);
        }

        mbox.Write("\nFrom b Thu Jan  1 00:00:00 1970\nSubject: b\n"u8);
        mbox.Position = 0;

        Assert.Equal([true, false], KB.Indexer.Corpus.Mail.Mbox.Split(mbox).Select(mail => mail.Cut));
    }

    [Fact]
    public void An_mbox_gives_its_mails_one_by_one_and_restores_their_From_lines()
    {
        IReadOnlyList<SourceDocument> mails = Texts.All("""
            From mboxrd@z Thu Jan  1 00:00:00 1970
            From: a@example.org
            Message-ID: <1@example.org>
            Subject: one

            first
            >From here on it is quoted

            From mboxrd@z Thu Jan  1 00:00:00 1970
            From: b@example.org
            Message-ID: <2@example.org>
            Subject: two

            second, From here it is not a separator
            From neither is this
            """);

        Assert.Equal([("1@example.org", 0), ("2@example.org", 1)], mails.Select(mail => (mail.MessageId, mail.Index)));
        Assert.Contains("\nFrom here on it is quoted", mails[0].Text, StringComparison.Ordinal);
        Assert.Contains("From neither is this", mails[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_number_in_a_subject_counts_from_the_daemon_alone()
    {
        const string Mail = "From: {0}\nSubject: [Bug 4711] New: widget crash\nMessage-ID: <1@example.org>\n\nhello\n";

        Assert.Contains(Texts.One(string.Format(null, Mail, "bugzilla-daemon@kernel.org")).Trackers, found => found is { Tracker: "bugzilla", Id: "4711" });
        Assert.Empty(Texts.One(string.Format(null, Mail, "juergen@example.org")).Trackers);
    }

    [Fact]
    public void A_mail_of_syzbot_names_the_crash()
    {
        SourceDocument mail = Texts.One("""
            From: syzbot <syzbot+0123456789abcdef0123@syzkaller.appspotmail.com>
            Subject: Re: [syzbot] [net?] [mm?] KASAN: slab-use-after-free Read in widget_flush (2)
            Message-ID: <1@google.com>

            Hello,
            """);

        Assert.Equal(("0123456789abcdef0123", "KASAN: slab-use-after-free Read in widget_flush (2)"), (mail.GivenId, mail.GivenTitle));
    }

    [Fact]
    public void A_mail_does_not_refer_to_itself() =>
        Assert.Equal("other@example.org", Assert.Single(Texts.One(
            "From: a@example.org\nSubject: s\nMessage-ID: <me@example.org>\n\nhttps://lore.kernel.org/r/me@example.org\nhttps://lore.kernel.org/r/other@example.org\n").Trackers).Id);

    [Fact]
    public void A_part_without_its_end_is_read_to_the_end() =>
        Assert.Equal("cut widget", Text("multipart/mixed; boundary=xyz", "7bit", "--xyz\n\ncut widget\n").Trim());

    [Fact]
    public void Parts_inside_parts_without_end_are_left_out_and_told()
    {
        string nested = string.Concat(Enumerable.Range(0, 1000).Select(_ => "Content-Type: multipart/mixed; boundary=xyz\n\n--xyz\n"));

        Assert.StartsWith("longer than is read", Texts.One("From: a@example.org\nSubject: s\n" + nested + "\nwidget\n").Unread);
    }

    private static string Text(string type, string encoding, string body) =>
        Texts.One($"From: a@example.org\nSubject: s\nContent-Type: {type}\nContent-Transfer-Encoding: {encoding}\n\n{body}").Text;
}
