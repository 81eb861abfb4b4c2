using KB.Indexer.Search;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace KB.Site.Hosting;

/// <summary>What no reader shall wait for, beside the readers: asks each kind of page once, so that its code is compiled, and reads the known crashes, at the start and after each commit.</summary>
/// <remarks>Until they are read, pages of crashes say so in the place of the similar ones.</remarks>
internal sealed class Warming(CrashIndex index, IServer server, IHostApplicationLifetime lifetime, ILogger<Warming> log) : BackgroundService
{
    /// <summary>How often is looked for new reports.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>A page that takes longer is left to its readers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A page of each kind but those of crashes.</summary>
    private static readonly string[] Pages =
        ["/", "/search?q=warning", "/search?q=warning+-kasan&sort=newest", "/about/statistics", "/bisections", "/articles", "/trackers", "/formats", "/about", "/about/search", "/about/index", "/similar", "/feed.atom", "/healthz", "/metrics"];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        using CancellationTokenRegistration start = lifetime.ApplicationStarted.Register(started.SetResult), stop = stoppingToken.Register(() => started.TrySetResult());
        await started.Task;
        await Task.WhenAll(AskPages(stoppingToken), Task.Run(() => Read(stoppingToken), CancellationToken.None));
    }

    private async Task Read(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                index.WarmSimilar();
            }
            catch (IndexException)
            {
                // Whoever reads it next is told why.
            }

            await Task.Delay(Tick, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskPages(CancellationToken stopping)
    {
        // A server of tests, or one behind a socket, has no address that could be asked.
        if (!Uri.TryCreate(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(), UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttp || address.Host.Length == 0)
        {
            return;
        }

        using var client = new HttpClient { BaseAddress = OnLoopback(address), Timeout = Patience };
        try
        {
            foreach (string page in Pages.Concat(CrashPages()))
            {
                using HttpResponseMessage answer = await client.GetAsync(page, stopping);
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IndexException)
        {
            log.LogDebug("Pages are not warmed: {Reason}", e.Message);
        }
    }

    /// <summary>The pages of the newest crash: its own, its twins, its function and file.</summary>
    private IEnumerable<string> CrashPages()
    {
        if (index.Newest(0, 1) is not [var newest, ..] || index.FindReport(newest.Id) is not { } report)
        {
            return [];
        }

        string crash = "/crashes/" + newest.Crash;
        return [crash, crash + ".json", crash + ".txt", crash + ".md", "/functions/" + report.Frame, "/files/" + report.GuiltyFile];
    }

    private static Uri OnLoopback(Uri address) => address.Host is "[::]" or "0.0.0.0" ? new UriBuilder(address) { Host = "localhost" }.Uri : address;
}
