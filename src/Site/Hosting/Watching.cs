using System.Text.Json;
using KB.Indexer.Search;
using KB.Site.Api;

namespace KB.Site.Hosting;

/// <summary><c>/healthz</c> and <c>/metrics</c>.</summary>
internal static class Watching
{
    /// <summary>With less room than this an import may fail, in bytes.</summary>
    private const long LowDisk = 200L << 20;

    public static void MapWatching(this WebApplication app)
    {
        app.MapGet("/healthz", Healthz).WithTags("operation").WithSummary("How the site does: 200 when all is well, 503 when not").Produces<Health>().Produces<Health>(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/metrics", (Figures figures, Intake intake, Freshness freshness, CrashIndex index, SiteOptions options) =>
            Results.Text(figures.Print(intake, freshness, index.Stats(), DiskFree(options.Data)), "text/plain; version=0.0.4; charset=utf-8"))
            .WithTags("operation").WithSummary("Figures for Prometheus").Produces<string>(contentType: "text/plain");
    }

    private static IResult Healthz(Intake intake, Freshness freshness, CrashIndex index, SiteOptions options)
    {
        long disk = DiskFree(options.Data);
        string status = Unreadable(index) ?? (intake.Job.State == "failed" ? $"the index cannot be brought up to date: {intake.Job.Error}"
            : disk is >= 0 and < LowDisk ? $"less than {LowDisk >> 20} MiB are left on the disk" : "ok");
        double? age = freshness.Generation == 0 ? null : Math.Round((DateTimeOffset.UtcNow - freshness.Changed).TotalSeconds, 1);
        var health = new Health(status, freshness.Generation, age, intake.QueueLength, disk, intake.Job);
        return Results.Text(JsonSerializer.Serialize(health, ApiJson.Default.Health) + "\n", "application/json; charset=utf-8", null,
            status == "ok" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static string? Unreadable(CrashIndex index)
    {
        try
        {
            index.Generation();
            return null;
        }
        catch (IndexException e)
        {
            return e.Message;
        }
    }

    private static long DiskFree(string data)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(data)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return -1;
        }
    }
}
