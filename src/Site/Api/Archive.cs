using System.Text.Json;
using KB.Indexer;
using KB.Indexer.Search;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace KB.Site.Api;

/// <summary>A copy of all reports in one request, so that nobody needs to walk the pages for it.</summary>
internal static class Archive
{
    /// <summary>Its address.</summary>
    public const string Path = "/archive.jsonl";

    /// <summary>Copies that are sent at the same time: each holds some megabytes.</summary>
    public const int AtOnce = 16;

    /// <summary>And to one client.</summary>
    public const int OfOneClient = 2;

    /// <summary>Pieces that are made at the same time: each costs a core meanwhile, not while it is sent.</summary>
    private const int MadeAtOnce = 2;

    /// <summary>Bytes gathered before they are sent.</summary>
    private const int Piece = 64 << 10;

    /// <summary>Who reads more slowly than a bad line does keeps a place from others, and is cut off.</summary>
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 8 << 10, gracePeriod: TimeSpan.FromSeconds(30));

    private static readonly SemaphoreSlim Places = new(AtOnce), Turns = new(MadeAtOnce);

    public static void MapArchive(this WebApplication app) => app.MapGet(Path, Send)
        .WithTags("crashes").WithSummary("All reports, one JSON object a line, as kb import takes them").Produces<ArchivedReport>(contentType: "application/jsonl").ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task Send(HttpContext context, CrashIndex index)
    {
        if (!await Places.WaitAsync(0))
        {
            context.Response.Headers.RetryAfter = "60";
            await Problems.Of(StatusCodes.Status503ServiceUnavailable, "Others are being sent a copy of everything.", "Try again in a minute.").ExecuteAsync(context);
            return;
        }

        try
        {
            if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            {
                rate.MinDataRate = Slowest;
            }

            context.Response.ContentType = "application/jsonl; charset=utf-8";
            context.Response.Headers.ContentDisposition = "attachment; filename=\"archive.jsonl\"";
            var piece = new MemoryStream();
            using IEnumerator<ArchivedReport> reports = index.Archive().GetEnumerator();
            while (await Fill(piece, reports, context.RequestAborted))
            {
                await context.Response.Body.WriteAsync(piece.GetBuffer().AsMemory(0, (int)piece.Length), context.RequestAborted);
            }
        }
        finally
        {
            Places.Release();
        }
    }

    /// <summary>Makes the next piece; false when there is none.</summary>
    private static async Task<bool> Fill(MemoryStream piece, IEnumerator<ArchivedReport> reports, CancellationToken aborted)
    {
        piece.SetLength(0);
        await Turns.WaitAsync(aborted);
        try
        {
            while (piece.Length < Piece && reports.MoveNext())
            {
                JsonSerializer.Serialize(piece, reports.Current, KbJson.Lines.ArchivedReport);
                piece.Write("\n"u8);
            }
        }
        finally
        {
            Turns.Release();
        }

        return piece.Length > 0;
    }
}
