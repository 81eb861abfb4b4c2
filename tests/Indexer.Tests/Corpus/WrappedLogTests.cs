using KB.Indexer.Corpus.Mail;

namespace KB.Indexer.Tests.Corpus;

public sealed class WrappedLogTests
{
    [Theory]
    [InlineData("[    0.000000] CPU: 0 PID: 0 Comm: swapper/0 Not tainted\n6.17.0-rc1-next-20250125-widgets-01 #1\n[    0.000000] next", "[    0.000000] CPU: 0 PID: 0 Comm: swapper/0 Not tainted 6.17.0-rc1-next-20250125-widgets-01 #1\n[    0.000000] next")]
    [InlineData("> WARNING: CPU: 0 PID: 9 at widgets/flush.c:1928\n> widget_flush_all_of_them_now+0xd8/0xe0\n> Modules linked in: x", "> WARNING: CPU: 0 PID: 9 at widgets/flush.c:1928 widget_flush_all_of_them_now+0xd8/0xe0\n> Modules linked in: x")]
    [InlineData(">> [   13.1] [<c0997704>] (widget_compare) from [<c0c33694>]\n>> (widget_set_voltage+0x94/0x58c)", ">> [   13.1] [<c0997704>] (widget_compare) from [<c0c33694>]\n>> (widget_set_voltage+0x94/0x58c)")]
    [InlineData(">> [   13.100000] [<c0997704>] (widget_compare) from [<c0c33694>]\n>> (widget_set_voltage+0x94/0x58c)", ">> [   13.100000] [<c0997704>] (widget_compare) from [<c0c33694>] (widget_set_voltage+0x94/0x58c)")]
    public void A_line_that_was_broken_is_whole_again(string broken, string whole) => Assert.Equal(whole, WrappedLog.Join(broken));

    [Theory]
    [InlineData("[    1.000000] short\nThe widget is broken.")]
    [InlineData("[    1.000000] Call Trace:\n\nThe widget was flushed, which took longer than the time that I had for it")]
    [InlineData("> [    1.000000] a line that goes to the end of what a mail program takes\nThis is the answer to it.")]
    [InlineData("Call Trace:\n widget_flush_all_of_them_and_then_some_more_of_them_until_the_end+0x1/0x2")]
    [InlineData("The widget that I wrote of in my last mail is still broken, and I do not\nknow why.")]
    [InlineData("[    1.000000] RIP: 0010:widget_flush_all_of_them_and_then_some_more+0x1/0x2\nRAX: 0000000000000000 RBX: 0000000000000000 RCX: 0000000000000000")]
    public void What_stands_on_its_own_stays_so(string text) => Assert.Equal(text, WrappedLog.Join(text));
}
