using KB.Indexer.Reports;
using KB.Indexer.Search;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace KB.Site.Hosting;

/// <summary>What no reader shall wait for, beside the readers: asks each kind of page once at the start, so that its code is compiled, then reads the known crashes; after each commit the new ones, and asks the pages that all readers share.</summary>
/// <remarks>Until they are read, pages of crashes say so in the place of the similar ones.</remarks>
internal sealed class Warming(CrashIndex index, Freshness freshness, IServer server, IHostApplicationLifetime lifetime, ILogger<Warming> log) : BackgroundService
{
    /// <summary>How often is looked for new reports.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>A page that takes longer is left to its readers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Newest crashes, and most seen ones, whose pages are asked for at the start: what only some crashes have is compiled too.</summary>
    private const int Several = 8;

    /// <summary>Pages are kept as they were packed: as browsers ask for them.</summary>
    private const string BrowsersTake = "gzip, deflate, br";

    /// <summary>Pages that every commit makes old and many readers open first: they are made anew before somebody asks.</summary>
    private static readonly string[] Shared = ["/", "/about/statistics"];

    /// <summary>A page of each kind but those of crashes, those that are opened first in front.</summary>
    private static readonly string[] Pages =
        ["/", "/search?q=warning", "/search?q=warning+-kasan&sort=newest", "/about/statistics", "/bisections", "/bisections/duplicates", "/articles", "/trackers", "/formats", "/about", "/about/search", "/about/index", "/similar", "/feed.atom", "/healthz", "/metrics"];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        using CancellationTokenRegistration start = lifetime.ApplicationStarted.Register(started.SetResult), stop = stoppingToken.Register(() => started.TrySetResult());
        await started.Task;
        // One after the other: until the pages are compiled, readers need every core.
        await Ask(client => AskPages(client, Pages.Concat(Examples()), stoppingToken));
        await Task.Run(() => Follow(stoppingToken), CancellationToken.None);
    }

    private async Task Follow(CancellationToken stopping)
    {
        for (long asked = 0; !stopping.IsCancellationRequested;)
        {
            long now = freshness.Generation;
            if (now != asked)
            {
                await Ask(client => AskPages(client, Shared, stopping));
            }

            try
            {
                index.WarmSimilar();
            }
            catch (IndexException)
            {
                // Whoever reads it next is told why.
            }

            if (asked == 0)
            {
                // Only now the page of a crash has all its parts, and a pasted one an answer.
                await Ask(client => AskPages(client, Examples().Concat(index.Newest(0, Several).Concat(index.MostSeen(0, Several)).Select(row => row.Url)), stopping));
                await Ask(client => Paste(client, stopping));
            }

            asked = now;
            await Task.Delay(Tick, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Ask(Func<HttpClient, Task> ask)
    {
        // A server of tests, or one behind a socket, has no address that could be asked.
        if (!Uri.TryCreate(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(), UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttp || address.Host.Length == 0)
        {
            return;
        }

        using var client = new HttpClient { BaseAddress = OnLoopback(address), Timeout = Patience };
        client.DefaultRequestHeaders.Add("Accept-Encoding", BrowsersTake);
        try
        {
            await ask(client);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IndexException)
        {
            log.LogDebug("Pages are not warmed: {Reason}", e.Message);
        }
    }

    private static async Task AskPages(HttpClient client, IEnumerable<string> pages, CancellationToken stopping)
    {
        foreach (string page in pages)
        {
            using HttpResponseMessage answer = await client.GetAsync(page, stopping);
            await answer.Content.CopyToAsync(Stream.Null, stopping);
        }
    }

    private async Task Paste(HttpClient client, CancellationToken stopping)
    {
        if (Newest() is (_, { } report))
        {
            using HttpResponseMessage answer = await client.PostAsync("/similar", new StringContent(report.Text), stopping);
        }
    }

    private (string Crash, CrashReport Report)? Newest() =>
        index.Newest(0, 1) is [var newest, ..] && index.FindReport(newest.Id) is { } report ? (newest.Crash, report) : null;

    /// <summary>The pages of the newest crash: its own, its twins, its function and file; and one article, bisection and tracker.</summary>
    private IEnumerable<string> Examples()
    {
        if (Newest() is (var id, { } report))
        {
            string crash = "/crashes/" + id;
            yield return crash;
            yield return crash + ".json";
            yield return crash + ".txt";
            yield return crash + ".md";
            yield return $"{crash}/compare/{id}";
            yield return "/functions/" + report.Frame;
            yield return "/files/" + report.GuiltyFile;
        }

        foreach (string url in index.Articles(0, 1).Select(article => article.Url).Concat(index.Bisections(new BisectionFilter(), 0, 1).Select(bisection => bisection.Url)))
        {
            yield return url;
        }

        foreach (string tracker in index.TrackerCounts().Keys.Take(1))
        {
            yield return "/trackers/" + tracker;
        }
    }

    private static Uri OnLoopback(Uri address) => address.Host is "[::]" or "0.0.0.0" ? new UriBuilder(address) { Host = "localhost" }.Uri : address;
}
