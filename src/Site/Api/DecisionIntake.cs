using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KB.Indexer.Corpus;
using KB.Indexer.Search;
using KB.Indexer.Trackers;
using KB.Site.Hosting;

namespace KB.Site.Api;

/// <summary><c>POST /api/decisions</c> and <c>POST /api/links</c>.</summary>
internal static class DecisionIntake
{
    public static async Task<IResult> Decide(HttpRequest request, Intake intake, CrashIndex index, SiteOptions options)
    {
        (DecisionRequest? body, IResult? problem) = await Read(request, ApiJson.Default.DecisionRequest);
        if (body is null)
        {
            return problem!;
        }

        (Decision? decision, string? doubt) = index.Decide(body.Decision, body.Crash, body.Other, body.Who, body.Why);
        if (decision is null)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, doubt!);
        }

        return Answer(await intake.Add(JournalEntry.Of(decision)), decision.Crash, index, options, request);
    }

    public static async Task<IResult> Link(HttpRequest request, Intake intake, CrashIndex index, SiteOptions options)
    {
        (LinkRequest? body, IResult? problem) = await Read(request, ApiJson.Default.LinkRequest);
        if (body is null)
        {
            return problem!;
        }

        TrackerReference? reference = body.Tracker is { } tracker && body.Id is { Length: <= JournalEntry.MaxWords } id ? TrackerTable.Reference(tracker, id)
            : body.Url is { Length: <= JournalEntry.MaxWords } url ? TrackerTable.FindQuery(url) : null;
        if (reference is null)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "This is no bug of a known tracker.", "Give its address as \"url\", or \"tracker\" and \"id\"; /trackers lists them.");
        }

        return body.Crash is null || index.FindCrashId(body.Crash) is not { } crash
            ? Problems.Of(StatusCodes.Status422UnprocessableEntity, "There is no crash with the id in \"crash\".")
            : Answer(await intake.Add(JournalEntry.Of(new CrashLink(crash, reference.Tracker, reference.Id))), crash, index, options, request);
    }

    private static async Task<(T? Body, IResult? Problem)> Read<T>(HttpRequest request, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, type) is { } body ? (body, null) : (null, Problems.Of(StatusCodes.Status400BadRequest, "The body is null."));
        }
        catch (JsonException e)
        {
            return (null, Problems.Of(StatusCodes.Status400BadRequest, "The body is not the JSON that is meant.", e.Message));
        }
    }

    private static IResult Answer(IntakeAnswer answer, string crash, CrashIndex index, SiteOptions options, HttpRequest request)
    {
        string now = index.FindCrashId(crash) ?? crash;
        string url = $"{options.UrlOf(request)}/crashes/{now}";
        return WriteAnswers.Problem(answer) ?? WriteAnswers.Taken(answer, new TakenAnswer(now, url), ApiJson.Default.TakenAnswer, url, request);
    }
}
