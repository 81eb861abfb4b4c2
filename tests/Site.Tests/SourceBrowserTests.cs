using KB.Indexer.Reports;
using KB.Site.Pages.Shared;

namespace KB.Site.Tests;

public class SourceBrowserTests
{
    [Theory]
    [InlineData("6.1.7-widget", null, "https://elixir.bootlin.com/linux/v6.1.7/source/fs/widget.c#L12", "v6.1.7")]
    [InlineData("4.6.0-syzkaller", null, "https://elixir.bootlin.com/linux/v4.6/source/fs/widget.c#L12", "v4.6")]
    [InlineData("5.8.0-rc2+", null, "https://elixir.bootlin.com/linux/v5.8-rc2/source/fs/widget.c#L12", "v5.8-rc2")]
    [InlineData("6.1.0-g0123456789ab", "0123456789ab", "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/fs/widget.c?id=0123456789ab#n12", "0123456789ab")]
    [InlineData("widget", null, null, null)]
    public void A_line_is_read_at_the_commit_or_the_release_that_is_said(string release, string? commit, string? url, string? at)
    {
        var kernel = new KernelInfo { Release = release, Commit = commit };

        Assert.Equal((url, at), SourceBrowser.Place(kernel, "fs/widget.c", 12) is var (address, said) ? (address, said) : (null, null));
    }
}
