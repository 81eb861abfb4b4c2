using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KB.Site.Hosting;

namespace KB.Site.Api;

/// <summary>What a writer is told.</summary>
internal static class WriteAnswers
{
    /// <summary>The problem that kept an entry out; null when it is on the disk.</summary>
    public static IResult? Problem(IntakeAnswer answer) => answer switch
    {
        IntakeAnswer.Full => new Later(),
        IntakeAnswer.Refused => Problems.Of(StatusCodes.Status507InsufficientStorage, "Nothing of it was kept.", "The data folder cannot be written: the disk is full, or it is read-only. The operator's log says more."),
        _ => null,
    };

    /// <summary>201 when readers see it, 202 when it is on the disk and the index is busy.</summary>
    public static IResult Taken<T>(IntakeAnswer answer, T value, JsonTypeInfo<T> type, string url, HttpRequest request)
    {
        request.HttpContext.Response.Headers.Location = Uri.IsWellFormedUriString(url, UriKind.Absolute) ? url : null;
        return Results.Text(JsonSerializer.Serialize(value, type) + "\n", "application/json; charset=utf-8", null,
            answer == IntakeAnswer.Indexed ? StatusCodes.Status201Created : StatusCodes.Status202Accepted);
    }

    private sealed class Later : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = "1";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "Too much comes in at once.", "Nothing of it was kept; send it again in a second.").ExecuteAsync(httpContext);
        }
    }
}
