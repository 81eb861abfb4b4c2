using KB.Indexer.Symbolization;
using KB.Symbolizer;

namespace KB.Indexer.Tests.Symbolization;

public sealed class DebuginfodTests : IDisposable
{
    private static readonly BuildId Id = new("0123456789abcdef0123456789abcdef01234567");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("debuginfod-");

    [Fact]
    public void An_image_is_fetched_by_build_id_once_and_kept()
    {
        using var server = new FakeServer(answer => answer.OutputStream.Write("an image"u8));
        var debuginfod = new Debuginfod([server.Address], _folder.FullName);

        string? path = debuginfod.Find(Id);

        Assert.Equal("an image", File.ReadAllText(path!));
        Assert.Equal(path, debuginfod.Find(Id));
        Assert.Equal([$"/buildid/{Id}/debuginfo"], server.Asked);
    }

    [Fact]
    public void A_redirect_to_another_host_is_not_followed()
    {
        using var other = new FakeServer(answer => answer.OutputStream.Write("stolen"u8));
        using var server = new FakeServer(answer => answer.Redirect(new Uri(other.Address, "/secret").ToString()));

        Assert.Null(new Debuginfod([server.Address], _folder.FullName).Find(Id));
        Assert.Single(server.Asked);
        Assert.Empty(other.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_image_larger_than_allowed_is_refused_and_nothing_is_left_of_it(bool saysItsLength)
    {
        using var server = new FakeServer(answer =>
        {
            answer.SendChunked = !saysItsLength;
            if (saysItsLength)
            {
                answer.ContentLength64 = 200_000;
            }

            answer.OutputStream.Write(new byte[200_000]);
        });

        Assert.Null(new Debuginfod([server.Address], _folder.FullName, maxBytes: 100_000).Find(Id));
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void The_next_server_is_asked_when_one_has_no_such_image_or_does_not_answer()
    {
        using var empty = new FakeServer(answer => answer.StatusCode = 404);
        using var server = new FakeServer(answer => answer.OutputStream.Write("an image"u8));
        Uri gone;
        using (var stopped = new FakeServer(_ => { }))
        {
            gone = stopped.Address;
        }

        Assert.NotNull(new Debuginfod([gone, empty.Address, server.Address], _folder.FullName).Find(Id));
        Assert.Single(empty.Asked);
    }

    [Fact]
    public void An_image_that_no_server_has_is_asked_for_once()
    {
        using var empty = new FakeServer(answer => answer.StatusCode = 404);
        var debuginfod = new Debuginfod([empty.Address], _folder.FullName);

        Assert.Null(debuginfod.Find(Id));
        Assert.Null(debuginfod.Find(Id));
        Assert.Single(empty.Asked);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("file:///etc ftp://localhost/ not-an-address")]
    public void Only_servers_that_speak_HTTP_are_taken_from_the_environment(string? names) => Assert.Null(Debuginfod.Of(names, _folder.FullName));

    /// <summary>A report comes from anybody: it can name a build id, and no host, no path and no port.</summary>
    [Fact]
    public void A_report_chooses_nothing_but_the_build_id()
    {
        using var server = new FakeServer(answer => answer.StatusCode = 404);
        using var victim = new FakeServer(_ => { });
        using var images = new KernelImages(null, new ImageFolders([], new Debuginfod([server.Address], _folder.FullName)), new ImageCache(null), _ => { });
        string at = victim.Address.ToString();

        new ReportSymbolizer(images).Symbolize($"""
            DEBUGINFOD_URLS={at}
            CPU: 0 PID: 7 Comm: {at} Not tainted 6.1.0 #1 {Id}
            RIP: 0010:widget_flush+0x11/0x30 [widget {at}]
             widget_flush+0x11/0x30 [widget @{victim.Address.Authority}/x]
             widget_flush+0x11/0x30 [widget ../../../../{Id}]
             widget_flush+0x11/0x30 [widget {Id}]
             widget_poll+0x11/0x30
            """);

        Assert.Empty(victim.Asked);
        Assert.Equal([$"/buildid/{Id}/debuginfo"], server.Asked.Distinct());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
