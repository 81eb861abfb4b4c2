using System.Text.Json;
using KB.Indexer.Corpus;
using KB.Indexer.Search;
using KB.Site.Api;
using Microsoft.Extensions.DependencyInjection;

namespace KB.Site.Tests.Hosting;

public sealed class WarmingTests : IDisposable
{
    /// <summary>More than are read while a reader waits.</summary>
    private const int Reports = 250;

    /// <summary>Kinds of pages that a site has without a crash.</summary>
    private const int LeastPages = 16;

    private readonly string _data = Directory.CreateTempSubdirectory("kb-warming-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData(".txt")]
    [InlineData(".md")]
    public async Task A_crash_says_that_the_known_ones_are_being_read_and_is_kept_only_when_they_are(string ending)
    {
        Fill();
        using var site = new WritableSite(_data, warms: false);
        using HttpClient client = site.Client(null);
        CrashIndex index = site.Services.GetRequiredService<CrashIndex>();
        string address = "/crashes/" + index.FindCrashId("w7") + ending;

        HttpResponseMessage before = await client.GetAsync(address);
        index.WarmSimilar();
        HttpResponseMessage after = await client.GetAsync(address);

        Assert.Contains(CrashText.Pending, await before.Content.ReadAsStringAsync());
        Assert.Equal(("no-store", null), (before.Headers.CacheControl!.ToString(), before.Headers.ETag));
        string page = await after.Content.ReadAsStringAsync();
        Assert.DoesNotContain(CrashText.Pending, page);
        Assert.Contains("WARNING in warm_7", page);
        Assert.NotNull(after.Headers.ETag);
    }

    [Fact]
    public async Task A_site_that_starts_reads_the_known_crashes_and_asks_its_own_pages()
    {
        const string Answered = "kb_http_requests_total{status=\"2xx\"} ";
        Fill();
        using var site = new WritableSite(_data);
        using HttpClient client = site.Client(null);
        CrashIndex index = site.Services.GetRequiredService<CrashIndex>();
        Crash crash = index.FindCrash(index.FindCrashId("w7")!)!;
        DateTime end = DateTime.UtcNow.AddSeconds(60);
        for (int ours = 0; ; ours++)
        {
            string figures = await client.GetStringAsync("/metrics");
            int theirs = int.Parse(figures.Split('\n').Single(line => line.StartsWith(Answered, StringComparison.Ordinal))[Answered.Length..]) - ours;
            if (theirs >= LeastPages && !index.WithRelated(crash, wait: false).SimilarPending)
            {
                return;
            }

            Assert.True(DateTime.UtcNow < end, $"{theirs} pages were asked for\n{figures}");
            await Task.Delay(50);
        }
    }

    private void Fill()
    {
        new Journal(_data).Append([.. Enumerable.Range(0, Reports).Select(i => JsonSerializer.Serialize(new
        {
            id = $"w{i}", title = $"WARNING in warm_{i}", text = $"WARNING: CPU: 0 PID: 1 at mm/warm.c:{i + 1} warm_{i}+0x1/0x2\nCall Trace:\n warm_{i}+0x1/0x2\n warm_start+0x1/0x2\n warm_ioctl+0x1/0x2\n",
        }))]);
        CorpusIndexer.Replay(_data);
    }
}
