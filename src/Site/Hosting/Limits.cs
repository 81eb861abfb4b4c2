using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using KB.Site.Api;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KB.Site.Hosting;

/// <summary>How much one client, and all together, may ask of the site. Beyond it the answer is quick: 429 for one, 503 for all.</summary>
internal static class Limits
{
    /// <summary>Largest body, in bytes: the largest console logs of test systems have some 10 MB.</summary>
    public const int MaxBody = 16 << 20;

    /// <summary>Open connections: each costs some 20 kB, and a browser opens six.</summary>
    private const int MaxConnections = 2000;

    /// <summary>Bytes of all header fields: no cookies are set, so that 16 kB are plenty.</summary>
    private const int MaxHeaders = 16 << 10;

    /// <summary>Bytes of method and address: longer queries are pasted reports, for which there is /similar.</summary>
    private const int MaxRequestLine = 8 << 10;

    /// <summary>Requests worked on at once for each core; more only make each other wait.</summary>
    private const int AtOncePerCore = 8;

    /// <summary>Requests that wait for their turn: at a thousand a second a tenth of a second.</summary>
    private const int Waiting = 100;

    /// <summary>How much of a minute's allowance may come at once: a page with its feeds and a person who clicks fast.</summary>
    private const int BurstPart = 4;

    /// <summary>IPv6 clients are told apart by their network: one has 2^64 addresses.</summary>
    private const int NetworkBytes = 8;

    public static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBody;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaders;
        kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    public static void Configure(RateLimiterOptions limiter, SiteOptions options)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context => PerClient(context, options.RequestsPerMinute)),
            PartitionedRateLimiter.Create<HttpContext, string>(OfArchive),
            PartitionedRateLimiter.Create<HttpContext, int>(context => Together(context)));
        limiter.OnRejected = (rejected, _) => new ValueTask(Refuse(rejected));
    }

    private static RateLimitPartition<string> PerClient(HttpContext context, int perMinute)
    {
        if (perMinute <= 0 || Client(context) is not { } client)
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        // Whole tokens about once a second; of less than one a second, one in its time.
        int tokens = Math.Max(1, perMinute / 60);
        return RateLimitPartition.GetTokenBucketLimiter(client, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, perMinute / BurstPart), TokensPerPeriod = tokens, ReplenishmentPeriod = TimeSpan.FromMinutes((double)tokens / perMinute), QueueLimit = 0,
        });
    }

    // One client shall not hold the places of all.
    private static RateLimitPartition<string> OfArchive(HttpContext context) => context.Request.Path.Value == Archive.Path && Client(context) is { } client
        ? RateLimitPartition.GetConcurrencyLimiter(client, _ => new ConcurrencyLimiterOptions { PermitLimit = Archive.OfOneClient })
        : RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<int> Together(HttpContext context) =>
        context.Request.Path.Value is "/healthz" or "/metrics" or Archive.Path || IsWrite(context.Request)
            ? RateLimitPartition.GetNoLimiter(1)
            : RateLimitPartition.GetConcurrencyLimiter(0, _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = AtOncePerCore * Environment.ProcessorCount, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.NewestFirst,
            });

    // Writers wait for the disk, and those who are sent an archive for their own line, not for a core; both have a bound of their own.
    private static bool IsWrite(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments("/api");

    /// <summary>Who asks; null for the operator's own programs, and a proxy that says nothing of its clients: they are not counted, docs/operations.md.</summary>
    private static string? Client(HttpContext context) => context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address) ? Network(address) : null;

    private static string Network(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6
        ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes)) : address.MapToIPv4().ToString();

    private static async Task Refuse(OnRejectedContext rejected)
    {
        bool isOneClient = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan after);
        HttpResponse response = rejected.HttpContext.Response;
        response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await (isOneClient
            ? Problems.Of(StatusCodes.Status429TooManyRequests, "Too many requests from your address.", "Wait as many seconds as Retry-After says. All reports can be had at once: /archive.jsonl.")
            : Problems.Of(StatusCodes.Status503ServiceUnavailable, "The site has more to do than it can.", "Try again in a second.")).ExecuteAsync(rejected.HttpContext);
    }
}
