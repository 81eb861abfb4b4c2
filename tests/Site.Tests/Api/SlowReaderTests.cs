using System.Net;
using System.Net.Sockets;
using System.Text;
using KB.Indexer.Corpus;

namespace KB.Site.Tests.Api;

/// <summary>Clients that ask for a copy of everything and do not read it.</summary>
public sealed class SlowReaderTests : IDisposable
{
    /// <summary>More than what lies between a site and a client that reads nothing.</summary>
    private const int Reports = 30, Length = 1 << 20;

    private readonly WritableSite _site = new(null, warms: false);
    private readonly List<TcpClient> _slow = [];

    public SlowReaderTests()
    {
        using (var corpus = new StreamWriter(Path.Combine(_site.Corpus, "long.jsonl")))
        {
            for (int i = 0; i < Reports; i++)
            {
                corpus.WriteLine(System.Text.Json.JsonSerializer.Serialize(new { id = $"long-{i}", title = $"WARNING in widget_{i}", text = $"widget {i}\n" + new string('x', Length) }));
            }
        }

        CorpusIndexer.Update(_site.Data, [_site.Corpus]);
    }

    public void Dispose()
    {
        _slow.ForEach(client => client.Dispose());
        _site.Dispose();
    }

    [Fact]
    public async Task Others_are_sent_all_reports_beside_readers_that_do_not_read()
    {
        for (int i = 0; i < 5; i++)
        {
            Assert.StartsWith("HTTP/1.1 200", await AskWithoutReading($"192.0.2.{i}"));
        }

        string archive = await _site.Client().GetStringAsync("/archive.jsonl");

        Assert.Equal(Reports, archive.Count(letter => letter == '\n'));
        Assert.Equal(HttpStatusCode.OK, (await _site.Client().GetAsync(new Uri("/search?q=widget", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task One_client_is_sent_two_copies_at_a_time()
    {
        string[] answers = [await AskWithoutReading("192.0.2.1"), await AskWithoutReading("192.0.2.1"), await AskWithoutReading("192.0.2.1"), await AskWithoutReading("192.0.2.2")];

        Assert.Equal(["HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 503", "HTTP/1.1 200"], answers);
    }

    /// <summary>The first words of the answer.</summary>
    private async Task<string> AskWithoutReading(string address)
    {
        var client = new TcpClient { ReceiveBufferSize = 4096 };
        _slow.Add(client);
        await client.ConnectAsync(_site.Address.Host, _site.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /archive.jsonl HTTP/1.1\r\nHost: widgets\r\nX-Forwarded-For: {address}\r\n\r\n"));
        byte[] start = new byte["HTTP/1.1 200".Length];
        await client.GetStream().ReadExactlyAsync(start);
        return Encoding.ASCII.GetString(start);
    }
}
