using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

public sealed class SyzCommandTests
{
    [Fact]
    public void A_person_says_that_two_crashes_are_one() =>
        Assert.Equal(["dup WARNING in widget_flush"], Commands("Looks the same to me:\n\n#syz dup: WARNING in widget_flush\n"));

    [Fact]
    public void A_title_broken_by_the_mail_program_is_whole_again() =>
        Assert.Equal(["dup KASAN: slab-use-after-free Read in widget_flush_all_the_pending_requests (3)"],
            Commands("#syz dup: KASAN: slab-use-after-free Read in\nwidget_flush_all_the_pending_requests (3)\n\nThanks\n"));

    [Fact]
    public void A_title_that_begins_in_the_next_line_is_found() =>
        Assert.Equal(["fix widget: flush on close"], Commands("#syz fix:\nwidget: flush on close\n"));

    [Fact]
    public void A_title_broken_by_quoted_printable_is_whole_again() =>
        Assert.Equal(["dup BUG: using widget_id() in preemptible code"],
            Commands("#syz dup: BUG: using widget_id() in preemptib=\nle code\n", headers: "Content-Transfer-Encoding: quoted-printable\n"));

    [Fact]
    public void A_short_title_does_not_take_the_greeting_below_it() =>
        Assert.Equal(["fix widget: flush on close"], Commands("#syz fix: widget: flush on close\nThanks, J.\n"));

    [Fact]
    public void Every_spelling_of_a_command_is_understood() =>
        Assert.Equal(["dup WARNING in widget_flush", "invalid", "undup", "fix widget: flush"],
            Commands("#syz-dup: WARNING in widget_flush\n#syz invalid\n#syz undup\n#syz fix widget: flush\n"));

    [Fact]
    public void Commands_of_syzbot_itself_are_suggestions() =>
        Assert.Empty(Commands("If the result looks correct, please mark the issue as fixed by replying with:\n\n#syz fix: widget: flush on close\n",
            from: "syzbot <syzbot+0123456789abcdef0123@syzkaller.appspotmail.com>"));

    [Fact]
    public void The_help_below_a_quoted_report_is_no_command() =>
        Assert.Empty(Commands("""
            Still happens.

            > If you want to overwrite report's subsystems, reply with:
            > #syz set subsystems: new-subsystem
            If the report is a duplicate of another one, reply with:
            #syz dup: exact-subject-of-another-report
            If you want to undo deduplication, reply with:
            #syz undup
            #syz fix: exact-commit-title
            #syz test: git://repo/address.git branch-or-commit-hash
            """));

    [Fact]
    public void A_quoted_command_was_given_by_someone_else() =>
        Assert.Equal(["invalid"], Commands("> #syz fix: widget: flush on close\nNo, that never went in.\n#syz invalid\n"));

    [Fact]
    public void A_list_that_sends_in_its_own_name_hides_no_person() =>
        Assert.Equal("juergen@example.org", Assert.Single(Read("#syz invalid\n", "widgets@lists.example.org",
            "X-Original-From: Juergen <juergen@example.org>\n").Commands).By);

    [Theory]
    [InlineData("We could use #syz fix: here")]
    [InlineData("#syzkaller is great")]
    [InlineData("#syz frobnicate: widgets")]
    [InlineData("#syz dup:")]
    public void What_is_no_command_gives_none(string line) => Assert.Empty(Commands(line + "\n"));

    private static IEnumerable<string> Commands(string body, string from = "Juergen <juergen@example.org>", string headers = "") =>
        Read(body, from, headers).Commands.Select(command => command.Argument is { } argument ? $"{command.Command} {argument}" : command.Command);

    private static SourceDocument Read(string body, string from, string headers) =>
        Texts.One($"From: {from}\nMessage-ID: <1@example.org>\nSubject: Re: widgets\n{headers}\n{body}");
}
