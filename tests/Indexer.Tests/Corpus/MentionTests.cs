using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

public sealed class MentionTests
{
    private const string Crash = """
        [   12.000001] WARNING: CPU: 0 PID: 57 at widgets/flush.c:12 widget_flush+0x1d3/0x240
        [   12.000002] CPU: 0 PID: 57 Comm: widget Not tainted 6.1.0 #1
        [   12.000003] RIP: 0010:widget_flush+0x1d3/0x240
        [   12.000004] Call Trace:
        [   12.000005]  widget_close+0x10/0x20

        """;

    [Theory]
    [InlineData("WARNING: widget firmware is old\n")]
    [InlineData("INFO:    BL31: widgets are ready\n")]
    public void Messages_of_other_programs_are_no_crashes(string line)
    {
        Assert.Empty(Texts.One(line).Reports);
        Assert.Equal("WARNING in widget_flush", Assert.Single(Texts.One(line + Crash).Reports).Title);
    }

    [Fact]
    public void Titles_in_a_mail_are_no_crashes_and_the_crash_below_them_is_one()
    {
        SourceDocument mail = Texts.One("From: a@example.org\nSubject: s\nMessage-ID: <1@example.org>\n\n"
            + "<1> 431  Yes  general protection fault in widget_flush\nrun #0: crashed: general protection fault in widget_flush\n\n" + Crash);

        Assert.Equal(("WARNING in widget_flush", 0), (Assert.Single(mail.Reports).Title, mail.Reports[0].Index));
    }

    [Fact]
    public void In_a_log_a_known_announcement_counts_without_a_body() =>
        Assert.Single(Texts.One("[   12.000001] general protection fault: 0000 [#1] SMP\n").Reports);
}
