using System.Globalization;
using KB.Indexer.Search;
using KB.Site.Api;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;

namespace KB.Site.Hosting;

/// <summary>What readers have seen of the index: every page depends on its address and the last commit alone, so one number tells whether a copy is fresh.</summary>
/// <remarks>Safe for many threads. Commits of this program are known at once, those of others within the tick of <see cref="Intake"/>.</remarks>
public sealed class Freshness(CrashIndex index)
{
    /// <summary>Memory for rendered pages, in bytes: some thousand pages.</summary>
    private const long CacheBytes = 64 << 20;

    /// <summary>A page longer than this is rendered anew each time, in bytes: few are, and a crawler of raw reports must not push all others out.</summary>
    private const long LargestCached = 512 << 10;

    /// <summary>Pages of an old commit are never asked for again; this long they may stay until they make room.</summary>
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(10);

    /// <summary>Addresses that say how the site does now.</summary>
    private static readonly string[] Live = ["/healthz", "/metrics", "/api/", "/about/index", "/error"];

    private const string NoStore = "no-store";

    private static readonly string Build = typeof(Freshness).Module.ModuleVersionId.ToString("N")[..8];
    private static readonly DateTimeOffset Built = File.GetLastWriteTimeUtc(typeof(Freshness).Assembly.Location);

    private long _generation = index.Generation();

    /// <summary>Number of the last commit: its time in ticks UTC.</summary>
    public long Generation => Interlocked.Read(ref _generation);

    /// <summary>When the index last changed.</summary>
    public DateTimeOffset Changed => new(Math.Clamp(Generation, 0, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);

    /// <summary>Looks whether there was a commit; an index that cannot be read keeps its number.</summary>
    public void Refresh()
    {
        try
        {
            Interlocked.Exchange(ref _generation, index.Generation());
        }
        catch (IndexException)
        {
            // Whoever reads it next is told why.
        }
    }

    /// <summary>Keeps rendered pages in memory until the next commit.</summary>
    public static void Configure(OutputCacheOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.SizeLimit = CacheBytes;
        options.MaximumBodySize = LargestCached;
        options.UseCaseSensitivePaths = true;
        options.AddBasePolicy(policy => policy.With(context => IsPage(context.HttpContext.Request) && !IsLong(context.HttpContext.Request)).Expire(KeepFor)
            .VaryByValue(context => new("seen", Seen(context))));
    }

    /// <summary>Says of an answer that the next one to the same question may be fuller: neither the site nor a reader keeps it.</summary>
    public static void DoNotKeep(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers.CacheControl = NoStore;
        if (context.Features.Get<IOutputCacheFeature>() is { } cache)
        {
            cache.Context.AllowCacheStorage = false;
        }
    }

    /// <summary>Answers 304 to a reader whose copy is fresh, and tells the others how to ask next time.</summary>
    public Task Answer(HttpContext context, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (!IsPage(context.Request))
        {
            return next(context);
        }

        var tag = new EntityTagHeaderValue($"\"{Generation:x}-{Build}\"", isWeak: true);
        DateTimeOffset changed = Changed > Built ? Changed : Built;
        if (IsFresh(context.Request, tag, changed))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            Describe(context.Response, tag, changed);
            return Task.CompletedTask;
        }

        context.Response.OnStarting(() =>
        {
            if (context.Response.StatusCode == StatusCodes.Status200OK && context.Response.Headers.CacheControl != NoStore)
            {
                Describe(context.Response, tag, changed);
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !Live.Any(part => request.Path.Value?.StartsWith(part, StringComparison.Ordinal) == true);

    // Who asks for what is being rendered waits for it, and would wait for the one who reads it slowly.
    private static bool IsLong(HttpRequest request) =>
        request.Path.Value is { } path && (path == Archive.Path || path.EndsWith("/source.txt", StringComparison.Ordinal));

    // The commit, and the packing that the reader takes: three values, whatever it sends.
    private static string Seen(HttpContext context)
    {
        string packings = context.Request.Headers.AcceptEncoding.ToString();
        string packing = packings.Contains("br", StringComparison.Ordinal) ? "br" : packings.Contains("gzip", StringComparison.Ordinal) ? "gzip" : "";
        return context.RequestServices.GetRequiredService<Freshness>().Generation.ToString(CultureInfo.InvariantCulture) + packing;
    }

    private static bool IsFresh(HttpRequest request, EntityTagHeaderValue tag, DateTimeOffset changed)
    {
        RequestHeaders headers = new(request.Headers);
        return request.Headers.IfNoneMatch.Count > 0
            ? headers.IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false))
            : headers.IfModifiedSince is { } since && changed.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds();
    }

    private static void Describe(HttpResponse response, EntityTagHeaderValue tag, DateTimeOffset changed)
    {
        ResponseHeaders headers = new(response.Headers) { ETag = tag, LastModified = changed };
        headers.CacheControl = new CacheControlHeaderValue { Public = true, NoCache = true };
        if (!response.Headers.Vary.ToString().Contains("Accept,", StringComparison.Ordinal))
        {
            response.Headers.Append(HeaderNames.Vary, "Accept, Accept-Encoding");
        }
    }
}
