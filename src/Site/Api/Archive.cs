using System.Text.Json;
using KB.Indexer;
using KB.Indexer.Search;

namespace KB.Site.Api;

/// <summary>A copy of all reports in one request, so that nobody needs to walk the pages for it.</summary>
internal static class Archive
{
    /// <summary>Copies that are made at the same time: each costs a core while it runs.</summary>
    private const int AtOnce = 2;

    /// <summary>Bytes gathered before they are sent.</summary>
    private const int Piece = 64 << 10;

    private static readonly SemaphoreSlim Turns = new(AtOnce);

    public static void MapArchive(this WebApplication app) => app.MapGet("/archive.jsonl", Send)
        .WithTags("crashes").WithSummary("All reports, one JSON object a line, as kb import takes them").Produces<ArchivedReport>(contentType: "application/jsonl").ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task Send(HttpContext context, CrashIndex index)
    {
        if (!await Turns.WaitAsync(0))
        {
            context.Response.Headers.RetryAfter = "60";
            await Problems.Of(StatusCodes.Status503ServiceUnavailable, "Others are being sent a copy of everything.", "Try again in a minute.").ExecuteAsync(context);
            return;
        }

        try
        {
            context.Response.ContentType = "application/jsonl; charset=utf-8";
            context.Response.Headers.ContentDisposition = "attachment; filename=\"archive.jsonl\"";
            var piece = new MemoryStream();
            foreach (ArchivedReport report in index.Archive())
            {
                JsonSerializer.Serialize(piece, report, KbJson.Lines.ArchivedReport);
                piece.Write("\n"u8);
                if (piece.Length >= Piece)
                {
                    await Flush(context, piece);
                }
            }

            await Flush(context, piece);
        }
        finally
        {
            Turns.Release();
        }
    }

    private static async Task Flush(HttpContext context, MemoryStream piece)
    {
        await context.Response.Body.WriteAsync(piece.GetBuffer().AsMemory(0, (int)piece.Length), context.RequestAborted);
        piece.SetLength(0);
    }
}
