using System.IO.Compression;
using System.Net;
using KB.Indexer.Corpus;
using KB.Indexer.Tests.Durability;

namespace KB.Site.Tests.Hosting;

/// <summary>A site over a data folder that is full, or that another version filled; and what a stranger packs into a mail.</summary>
public sealed class FoldersTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("kb-folders-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [TmpfsFact]
    public async Task A_full_disk_refuses_reports_and_serves_on_until_there_is_room()
    {
        using var disk = new Tmpfs(8 << 20);
        using var site = new WritableSite(Path.Combine(disk.Folder, "data"));
        using HttpClient client = site.Client();
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_before", "text before", "before"))).StatusCode);
        string filler = Path.Combine(disk.Folder, "filler");
        Fill(filler);

        HttpResponseMessage refused = await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_full", new string('x', 1 << 16), "full"));
        string page = await client.GetStringAsync("/crashes/before.txt");
        File.Delete(filler);
        HttpResponseMessage taken = await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_after", "text after", "after"));

        Assert.Equal((HttpStatusCode.InsufficientStorage, "application/problem+json"), (refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));
        Assert.Contains("widget_before", page);
        Assert.True(taken.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted, $"answered {taken.StatusCode}");
        Assert.Equal(["before", "after"], Journal.Parts(site.Data).SelectMany(part => Journal.Read(part, 0))
            .Select(entry => System.Text.Json.JsonDocument.Parse(entry.Line).RootElement.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task An_index_of_another_version_stays_as_it_is_while_the_new_one_is_made_and_served()
    {
        new Journal(_data).Append(["""{"id":"kept","title":"WARNING in widget_kept","text":"text kept"}"""]);
        CorpusIndexer.Replay(_data);
        string now = Assert.Single(Directory.GetDirectories(Path.Combine(_data, "index"))), other = Path.Combine(Path.GetDirectoryName(now)!, "v1");
        Directory.Move(now, other);
        Dictionary<string, byte[]> before = Directory.EnumerateFiles(other, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllBytes);

        using (var site = new WritableSite(_data))
        {
            using HttpClient client = site.Client();
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
            Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/api/reports", WritableSite.Crash("WARNING in widget_new", "text new", "new"))).StatusCode);
            Assert.Contains("widget_kept", await client.GetStringAsync("/crashes/kept.txt"));
        }

        Assert.Equal(before.Keys.Order(), Directory.EnumerateFiles(other, "*", SearchOption.AllDirectories).Order());
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
    }

    [Fact]
    public async Task A_mail_with_bombs_is_answered_and_the_site_serves_on()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int i = 0; i < 256; i++)
            {
                gzip.Write(new byte[1 << 20]);
            }
        }

        string part = $"--b\nContent-Type: application/gzip; name=\"a.log.gz\"\nContent-Disposition: attachment; filename=\"a.log.gz\"\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(packed.ToArray(), Base64FormattingOptions.InsertLineBreaks)}\n";
        string mail = "From: a@example.org\nSubject: WARNING in widget_bomb\nMessage-ID: <bomb@example.org>\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
            + "WARNING: CPU: 0 PID: 1 at drivers/widget.c:1 widget_bomb+0x1/0x2\nCall Trace:\n widget_bomb+0x1/0x2\n widget_close+0x3/0x4\n"
            + string.Concat(Enumerable.Repeat(part, 4)) + "--b--\n";
        using var site = new WritableSite(_data);
        using HttpClient client = site.Client();

        HttpResponseMessage answer = await client.PostAsync("/api/reports", new StringContent(mail));

        Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted, $"answered {answer.StatusCode}");
        Assert.Contains("widget_bomb", await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
    }

    /// <summary>A file that takes all room that is left.</summary>
    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = new byte[1 << 12];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }
}
