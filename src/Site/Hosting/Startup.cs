using System.IO.Compression;
using KB.Indexer.Corpus;
using KB.Indexer.Search;
using KB.Site.Api;
using KB.Site.Pages.Shared;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KB.Site.Hosting;

/// <summary>Everything around the pages: opening the index, limits, headers, caching, watching.</summary>
internal static class Startup
{
    /// <summary>What is worth packing beyond ASP.NET Core's own list.</summary>
    private static readonly string[] Packed = ["text/markdown", "application/atom+xml", "image/svg+xml", Problems.MediaType, "application/opensearchdescription+xml"];

    /// <summary>A stopping site gives what was acknowledged this long to reach the index; the journal has it in any case.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(20);

    /// <summary>What the operator set; null when a value is none of its kind, which is then said on stderr.</summary>
    public static SiteOptions? Read(IConfiguration configuration)
    {
        try
        {
            return (configuration.GetSection(SiteOptions.Section).Get<SiteOptions>() ?? new()).Resolved();
        }
        catch (InvalidOperationException e)
        {
            Console.Error.WriteLine($"kb: {e.Message}");
            return null;
        }
    }

    /// <summary>Opens the index, making it where there is none and setting a damaged one aside; null when that is impossible, which is then said on stderr.</summary>
    public static CrashIndex? Open(SiteOptions options)
    {
        if (!WriteToken.IsHash(options.TokenHash))
        {
            Console.Error.WriteLine("kb: KB:TokenHash is not the SHA-256 of a token in hex (64 digits). Make one with: printf %s TOKEN | sha256sum");
            return null;
        }

        if (!options.Replica && !Directory.Exists(options.Corpus))
        {
            Console.Error.WriteLine($"kb: The corpus folder {options.Corpus} does not exist. Name it with --KB:Corpus FOLDER");
            return null;
        }

        try
        {
            return options.Replica ? CrashIndex.Open(options.Data) : IndexCare.OpenOrMake(options.Data, Console.Error.WriteLine);
        }
        catch (Exception e) when (e is IndexException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"kb: {e.Message}");
            return null;
        }
    }

    /// <summary>What the site needs beside its pages.</summary>
    public static void AddHosting(this WebApplicationBuilder builder, SiteOptions options)
    {
        IServiceCollection services = builder.Services;
        // A server that cannot start tells it twice with its stack before Program does; Program says it in one line, or lets it end the process.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => level is >= LogLevel.Warning and not LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level is LogLevel.Warning or LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(Limits.Configure);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        services.AddSingleton<Freshness>();
        services.AddSingleton<Figures>();
        services.AddSingleton<Leads>();
        services.AddSingleton<Intake>();
        services.AddHostedService(provider => provider.GetRequiredService<Intake>());
        services.AddHostedService<Warming>();
        services.AddRateLimiter(limiter => Limits.Configure(limiter, options));
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.AllowAnyOrigin().WithMethods("GET", "HEAD").WithExposedHeaders("ETag", "Last-Modified", "Link", "Retry-After")));
        services.AddOutputCache(Freshness.Configure);
        services.AddResponseCompression(packing =>
        {
            // Pages hold nothing secret and nothing of the reader, so that the length of a packed page tells nothing (BREACH).
            packing.EnableForHttps = true;
            packing.MimeTypes = ResponseCompressionDefaults.MimeTypes.Concat(Packed);
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        services.Configure<ForwardedHeadersOptions>(forwarded => forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost);
        services.AddOpenApi("v1", ApiDescription.Configure);
        services.AddProblemDetails();
        services.Configure<RazorPagesOptions>(pages => pages.Conventions.ConfigureFilter(new MethodFilter()));
        WithoutCookies(services);
    }

    /// <summary>The order in which a request meets what stands before the pages.</summary>
    public static void UseHosting(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use((context, next) => app.Services.GetRequiredService<Figures>().Count(context, next));
        app.UseSecurityHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error/500", StatusCodeSelector = StatusOf });
        app.UseWhen(Problems.Concerns, api => api.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf }).UseStatusCodePages());
        app.UseWhen(context => !Problems.Concerns(context), pages => pages.UseStatusCodePagesWithReExecute("/error/{0}"));
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = KeepVersioned });
        app.UseRateLimiter();
        app.Use(HeadAsGet);
        app.UseTwins();
        app.Use((context, next) => app.Services.GetRequiredService<Freshness>().Answer(context, next));
        app.UseRouting();
        app.UseCors();
        app.UseOutputCache();
        app.UseResponseCompression();
    }

    // Endpoints are mapped for GET alone; the server leaves the body of an answer to HEAD away whoever wrote it.
    private static Task HeadAsGet(HttpContext context, RequestDelegate next)
    {
        context.Request.Method = HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Get : context.Request.Method;
        return next(context);
    }

    // A request that breaks off or is too long is the reader's fault, an index that cannot be read is for now.
    private static int StatusOf(Exception e) => e switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        IndexException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    // Files are asked for with ?v=hash by the pages: such an address never changes its content.
    private static void KeepVersioned(Microsoft.AspNetCore.StaticFiles.StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=600";

    // Forms of readers change nothing, and writers bring a token: no request needs to be told from a forged one by a cookie, and no keys are kept for one.
    private static void WithoutCookies(IServiceCollection services)
    {
        services.Configure<RazorPagesOptions>(pages => pages.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute()));
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.Replace(ServiceDescriptor.Singleton<Microsoft.AspNetCore.Antiforgery.IAntiforgery, NoAntiforgery>());
    }
}
