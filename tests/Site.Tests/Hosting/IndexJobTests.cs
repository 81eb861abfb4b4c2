using KB.Indexer.Corpus;
using KB.Site.Hosting;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task A_fault_that_nobody_thought_of_is_told_and_the_job_goes_on()
    {
        using var site = new WritableSite(_data);
        using HttpClient client = site.Client(null);
        await Shows(client, "up to date");
        SiteOptions options = site.Services.GetRequiredService<SiteOptions>();

        options.Data = null!;
        await Shows(client, "failed and is tried again: ");
        options.Data = _data;
        await Shows(client, "up to date");
    }

    [Theory]
    [InlineData("/search?q=nothing_of_")]
    [InlineData("/search.txt?q=nothing_of_")]
    public async Task What_readers_get_while_the_index_is_made_says_so_and_is_not_kept(string page)
    {
        using var site = new WritableSite(_data);
        using HttpClient client = site.Client(null);
        await Shows(client, "up to date");
        Intake intake = site.Services.GetRequiredService<Intake>();
        string asked = page, answer = "";
        // The job ends by itself within a second, perhaps before the page is made.
        for (int i = 0; i < 20 && !answer.Contains("(25 % read)", StringComparison.Ordinal); i++)
        {
            intake.Job = new IndexJob("building", 1, 4, "a.log", null);
            answer = await client.GetStringAsync(asked = page + i);
        }

        Assert.Contains("The index is being made (25 % read)", answer);
        await Shows(client, "up to date");
        Assert.DoesNotContain("being made", await client.GetStringAsync(asked));
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
