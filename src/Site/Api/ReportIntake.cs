using System.Text;
using System.Text.Json;
using KB.Indexer.Corpus;
using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;
using KB.Indexer.Search;
using KB.Site.Hosting;

namespace KB.Site.Api;

/// <summary><c>POST /api/reports</c>: a text, or one crash as JSON, into the journal and the index.</summary>
internal static class ReportIntake
{
    /// <summary>Reports of one text that are named in the answer; all of them are taken.</summary>
    private const int MaxNamed = 100;

    private const string Crashes = "/crashes/", Bisections = "/bisections/", Mails = "/trackers/lore/";

    /// <summary>One thing taken: its id, below which address it stands, its title, and of a report the id that its text gives it.</summary>
    private sealed record Item(string Id, string Place, string Title, string? Own = null);

    private const string NothingFound = "No crash report is recognised in the text.";

    public static async Task<IResult> Take(HttpRequest request, Intake intake, CrashIndex index, SiteOptions options)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        body.Position = 0;
        if (SourceReader.TextOf(body, out string? noText) is not { } text)
        {
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "The body is no text.", noText);
        }

        bool isJson = request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;
        if (isJson && Refuse(text) is { } reason)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "The body is not a crash.", reason);
        }

        string entry = isJson ? Journal.OneLine(text) : JournalEntry.OfText(text, DateTimeOffset.UtcNow);
        List<Item> found = Found(entry);
        return found.Count == 0
            ? Problems.Of(StatusCodes.Status422UnprocessableEntity, NothingFound, (Lookalikes.In(text) is { } other ? $"It holds {other}. " : "") + "A crash in whose text no report is recognised can be sent as JSON with a \"title\".")
            : Answer(await intake.Add(entry), found, index, options, request);
    }

    private static IResult Answer(IntakeAnswer answer, List<Item> found, CrashIndex index, SiteOptions options, HttpRequest request)
    {
        if (WriteAnswers.Problem(answer) is { } problem)
        {
            return problem;
        }

        string site = options.UrlOf(request);
        List<TakenReport> reports = found.ConvertAll(item => answer == IntakeAnswer.Indexed ? AsKept(item, index) : item).ConvertAll(item => new TakenReport(item.Id, site + item.Place + Uri.EscapeDataString(item.Id),
            answer != IntakeAnswer.Indexed ? null : CrashOf(item, index), item.Title));
        TakenReport first = reports[0];
        return WriteAnswers.Taken(answer, new TakenReports(first.Id, first.Url, first.Crash, first.Title, reports), ApiJson.Default.TakenReports, first.Url, request);
    }

    /// <summary>A given id that another text has is not taken from it: the report has its own.</summary>
    private static Item AsKept(Item item, CrashIndex index) =>
        item.Own is { } own && index.Resolve(own) is { } kept && index.Resolve(item.Id) != kept ? item with { Id = kept } : item;

    private static string? CrashOf(Item item, CrashIndex index) => item.Place switch
    {
        Crashes => index.FindCrashId(item.Id),
        Mails => index.FindTracker("lore", item.Id).FirstOrDefault(row => row.Kind == "report")?.Id,
        _ => null,
    };

    private static List<Item> Found(string entry)
    {
        var found = new List<Item>();
        foreach (SourceDocument document in JournalEntry.Read("report", entry))
        {
            if (document.Bisection is { } bisection)
            {
                found.Add(new Item(bisection.Id, Bisections, bisection.CrashTitles.Count > 0 ? bisection.CrashTitles[0].Title : "bisection"));
            }

            IReadOnlyList<CrashReport> reports = IndexWriter.ReportsOf(document);
            found.AddRange(reports.Take(MaxNamed - Math.Min(found.Count, MaxNamed))
                .Select(report => new Item(report.Index == 0 && document.GivenId is { } id && ReportId.IsValid(id) ? id : report.Id, Crashes, report.Title, report.Id)));
            if (reports.Count == 0 && IndexWriter.IsReply(document))
            {
                found.Add(new Item(document.MessageId!, Mails, document.Subject ?? ""));
            }
        }

        return found;
    }

    private static string? Refuse(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            JsonElement root = json.RootElement;
            return root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("text", out JsonElement report) || report.ValueKind != JsonValueKind.String ? "It must be one object with a \"text\"."
                : root.TryGetProperty("kind", out _) ? "It must not have a \"kind\"."
                : root.TryGetProperty("id", out JsonElement id) && (id.ValueKind != JsonValueKind.String || !ReportId.IsValid(id.GetString()!)) ? $"An \"id\" is a text of 1 to {ReportId.MaxGiven} ASCII letters, digits, - and _."
                : root.TryGetProperty("time", out JsonElement time) && !(time.ValueKind == JsonValueKind.String && time.TryGetDateTimeOffset(out DateTimeOffset at) && at < DateTimeOffset.UtcNow.AddDays(1)) ? "A \"time\" is an ISO 8601 time that has come."
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return $"It is not JSON: {e.Message}";
        }
    }
}
