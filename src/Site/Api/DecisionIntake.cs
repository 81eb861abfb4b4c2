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
    /// <summary>The decisions, and whether what stands in <c>other</c> is a crash (else a commit or its title).</summary>
    private static readonly Dictionary<string, bool> Kinds = new(StringComparer.Ordinal) { ["dup"] = true, ["not-dup"] = true, ["fixed-by"] = false };

    public static async Task<IResult> Decide(HttpRequest request, Intake intake, CrashIndex index, SiteOptions options)
    {
        (DecisionRequest? body, IResult? problem) = await Read(request, ApiJson.Default.DecisionRequest);
        if (body is null)
        {
            return problem!;
        }

        if (Doubt(body, index) is { } doubt)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, doubt);
        }

        string other = Kinds[body.Decision!] ? index.FindCrashId(body.Other!)! : Line(body.Other)!;
        var decision = new Decision(body.Decision!, index.FindCrashId(body.Crash!)!, other, Line(body.Who) ?? "api", DateTimeOffset.UtcNow.ToString("O"), Line(body.Why));
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

    private static string? Doubt(DecisionRequest body, CrashIndex index)
    {
        string? other = Line(body.Other);
        return body.Decision is null || !Kinds.TryGetValue(body.Decision, out bool isCrash) ? "A \"decision\" is one of: " + string.Join(", ", Kinds.Keys)
            : body.Crash is null || index.FindCrashId(body.Crash) is not { } crash ? "There is no crash with the id in \"crash\"."
            : string.IsNullOrEmpty(other) ? "\"other\" is missing."
            : isCrash && index.FindCrashId(other) is not { } ? "There is no crash with the id in \"other\"."
            : isCrash && index.FindCrashId(other) == crash && body.Decision == "dup" ? "They are one crash already."
            : null;
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

    /// <summary>One line of prose, cut where it is too long; null when there is none.</summary>
    private static string? Line(string? text)
    {
        string line = new([.. (text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter).Take(JournalEntry.MaxWords)]);
        return string.IsNullOrWhiteSpace(line) ? null : line.Trim();
    }
}
