using KB.Indexer.Corpus;

namespace KB.Site.Tests.Hosting;

public sealed class IndexJobTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _data = Directory.CreateTempSubdirectory("kb-job-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_failed_index_job_says_so_until_it_succeeds()
    {
        CorpusIndexer.Replay(_data);
        string guard = Directory.EnumerateFiles(_data, "writer.lock", SearchOption.AllDirectories).Single();
        File.Delete(guard);
        Directory.CreateDirectory(guard);
        using var site = new WritableSite(_data);
        using HttpClient client = site.Client(null);

        Assert.Contains("cannot be written", await Shows(client, "failed and is tried again: "));
        Directory.Delete(guard);
        await Shows(client, "up to date");
    }

    private static async Task<string> Shows(HttpClient client, string state)
    {
        for (DateTime end = DateTime.UtcNow + Patience; ; await Task.Delay(50))
        {
            string page = await client.GetStringAsync("/about/index");
            if (page.Contains($"<dt>index job</dt><dd>{state}", StringComparison.Ordinal))
            {
                return page;
            }

            Assert.True(DateTime.UtcNow < end, page);
        }
    }
}
