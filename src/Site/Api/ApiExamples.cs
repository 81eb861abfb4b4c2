using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using KB.Indexer;
using KB.Indexer.Bisections;
using KB.Indexer.Corpus.Articles;
using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;
using KB.Indexer.Search;
using KB.Site.Hosting;

namespace KB.Site.Api;

/// <summary>One example for every operation of the API: answers are what the product itself makes of one short report, so that they cannot differ from it.</summary>
internal static class ApiExamples
{
    private const string Id = "4f6b1a0c9d2e3857";
    private const string Site = "https://crashes.example.org";
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>The report of all examples.</summary>
    public const string Report = """
        BUG: KASAN: slab-use-after-free in widget_flush+0x1d3/0x240
        Read of size 8 at addr ffff88810a2b3c40 by task kworker/u8:3/57
        Call Trace:
         widget_flush+0x1d3/0x240
         process_one_work+0x8a1/0x1680
        """;

    /// <summary>Examples of what stands in an address, by the name of the part.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Parameters { get; } = new Dictionary<string, JsonNode>(StringComparer.Ordinal)
    {
        ["id"] = Id, ["report"] = Id, ["q"] = "widget_flush type:KASAN", ["p"] = 2, ["sort"] = "newest", ["url"] = $"{Site}/crashes/{Id}", ["format"] = "json", ["slug"] = "kasan-reports", ["title"] = "widget_flush",
    };

    /// <summary>Examples of bodies, by operation.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Bodies { get; } = new Dictionary<string, JsonNode>(StringComparer.Ordinal)
    {
        ["POST /similar text/plain"] = Report,
        ["POST /api/reports text/plain"] = Report,
        ["POST /api/reports application/json"] = new JsonObject { ["time"] = "2026-01-02T03:04:05Z", ["title"] = "KASAN: slab-use-after-free Read in widget_flush", ["text"] = Report },
        ["POST /api/decisions application/json"] = Node(new DecisionRequest("fixed-by", Id, "widget: flush before free", "A. Maintainer", "tested on v6.12"), ApiJson.Default.DecisionRequest),
        ["POST /api/links application/json"] = Node(new LinkRequest(Id, "https://bugzilla.kernel.org/show_bug.cgi?id=200001", null, null), ApiJson.Default.LinkRequest),
    };

    /// <summary>Examples of answers, by operation and media type.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Answers { get; } = Make();

    /// <summary>Example of an answer that is an error.</summary>
    public static JsonObject Problem(string status) => new() { ["title"] = "Why it was not done.", ["status"] = int.TryParse(status, out int code) ? code : 500, ["detail"] = "What to do." };

    private static Dictionary<string, JsonNode> Make()
    {
        CrashReport report = ReportParser.Parse(Report)!;
        var crash = new Crash { Id = Id, Title = report.Title, Status = "open", Report = report, Reports = [new ReportRow(Id, report.Title, report.Type, null, null, null, 1)] };
        var bisection = new Bisection
        {
            Id = "8c1d2e3f4a5b6c7d", Start = Commit, Trust = 0.9, Result = new BisectionResult { Kind = "culprit", Commit = Commit, Title = "widget: flush later" },
            Revisions = [new Revision { Commit = Commit, Role = "start", Verdict = "bad", AllRuns = true, RunCount = 10, Runs = [new Run(0, "crashed", report.Title, null)] }],
        };
        var article = new Article { Slug = "kasan-reports", Title = "KASAN reports", Status = "guide", Markdown = "KASAN reports an access that …\n" };
        var found = new FoundPage { Query = "widget_flush", Parsed = "widget_flush", Total = 1, Hits = [new FoundDocument { Kind = "report", Id = Id, Crash = Id, Title = report.Title, Type = report.Type, Reports = 1, Matches = 1 }] };
        var search = new SearchRequest(found.Query, 1, default);
        var similar = new SimilarCrashes(report.Title, "duplicate", Id, [new SimilarCrash(Id, Id, report.Title, 0.98, ["for: both blame widget_flush"])]);
        var taken = new TakenReport(Id, $"{Site}/crashes/{Id}", Id, report.Title);
        JsonNode answer = Node(new TakenAnswer(Id, $"{Site}/crashes/{Id}"), ApiJson.Default.TakenAnswer);
        const string Text = " text/plain", Json = " application/json", Markdown = " text/markdown", Atom = " application/atom+xml";
        const string Feed = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>New kernel crashes</title></feed>""";
        return new Dictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            ["GET /crashes/{id}.json" + Json] = Node(crash, KbJson.Lines.Crash),
            ["GET /crashes/{id}.txt" + Text] = CrashText.Plain(crash),
            ["GET /crashes/{id}.md" + Markdown] = CrashText.Markdown(crash),
            ["GET /crashes/{id}/report.txt" + Text] = Report,
            ["GET /crashes/{id}/source.txt" + Text] = Report,
            ["GET /badge/{id}.svg image/svg+xml"] = Badge.Of(crash),
            ["GET /bisections/{id}.json" + Json] = Node(bisection, KbJson.Lines.Bisection),
            ["GET /bisections/duplicates.json" + Json] = Node(new TitleGraph([bisection]).Across("", 10), KbJson.Lines.AcrossBisections),
            ["GET /bisections/{id}.txt" + Text] = BisectionText.Plain(bisection),
            ["GET /articles/{slug}.json" + Json] = Node(article, KbJson.Lines.Article),
            ["GET /articles/{slug}.txt" + Text] = ArticleText.Markdown(article),
            ["GET /articles/{slug}.md" + Markdown] = ArticleText.Markdown(article),
            ["GET /formats.txt" + Text] = FormatsPage.Plain(OopsFamilies.Formats[0]),
            ["GET /search.json" + Json] = Node(found, KbJson.Lines.FoundPage),
            ["GET /search.txt" + Text] = SearchText.Plain(search, found),
            ["GET /search.atom" + Atom] = Feed,
            ["GET /feed.atom" + Atom] = Feed,
            ["GET /archive.jsonl application/jsonl"] = Node(new ArchivedReport(Id, new DateOnly(2026, 1, 2), Id, report.Title, crash.Status, null, Report), KbJson.Lines.ArchivedReport),
            ["GET /oembed" + Json] = Node(new Embed("1.0", "link", report.Title, "kernel crashes", Site, $"{Site}/crashes/{Id}"), ApiJson.Default.Embed),
            ["GET /healthz" + Json] = Node(new Health("ok", 1, 2.5, 0, 1L << 34, new IndexJob("ready", 0, 0, "", null)), ApiJson.Default.Health),
            ["GET /metrics" + Text] = "# TYPE kb_crashes gauge\nkb_crashes 222\n",
            ["POST /similar" + Text] = SimilarText.Of(similar),
            ["POST /similar" + Json] = Node(similar, KbJson.Lines.SimilarCrashes),
            ["POST /api/reports" + Json] = Node(new TakenReports(taken.Id, taken.Url, taken.Crash, taken.Title, [taken]), ApiJson.Default.TakenReports),
            ["POST /api/decisions" + Json] = answer,
            ["POST /api/links" + Json] = answer.DeepClone(),
        };
    }

    private static JsonNode Node<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(value, type)!;
}
