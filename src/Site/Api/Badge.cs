using System.Net;
using KB.Indexer.Search;

namespace KB.Site.Api;

/// <summary><c>/badge/{id}.svg</c>: how a crash stands, as a small picture for bug trackers and READMEs.</summary>
internal static class Badge
{
    /// <summary>Width of a letter of the badge's font in pixels, measured for DejaVu Sans at 11 px; a little too much does no harm.</summary>
    private const int LetterWidth = 7;

    private const int Padding = 12;
    private const int MaxLetters = 48;

    private const string Label = "kernel crash";

    public static void MapBadge(this WebApplication app) => app.MapGet("/badge/{id}.svg", (string id, CrashIndex index) =>
            index.FindCrash(id) is { } crash ? Results.Text(Of(crash), "image/svg+xml; charset=utf-8")
                : Problems.Of(StatusCodes.Status404NotFound, "There is no crash with this id."))
        .WithTags("crashes").WithSummary("How a crash stands, as a picture").Produces<string>(contentType: "image/svg+xml").ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>The badge of a crash.</summary>
    public static string Of(Crash crash) => Draw(Label, Words(crash), Colour(crash));

    private static string Words(Crash crash)
    {
        int seen = crash.Reports.Sum(report => report.Seen);
        string words = crash.FixedBy is { } fix ? $"seen {seen}×, fixed by {fix}" : crash.Status == "open" ? $"seen {seen}×" : $"seen {seen}×, {crash.Status}";
        return words.Length <= MaxLetters ? words : words[..(MaxLetters - 1)] + "…";
    }

    private static string Colour(Crash crash) => crash.Status switch { "fixed" => "#2e7d32", "invalid" => "#616161", _ => "#b3261e" };

    /// <summary>Colours and places are attributes, so that no style sheet is needed and the page's policy may forbid them.</summary>
    private static string Draw(string label, string words, string colour)
    {
        int left = label.Length * LetterWidth + Padding, right = words.Length * LetterWidth + Padding;
        string text = WebUtility.HtmlEncode(Feeds.Clean(words));
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{label}: {text}">
            <title>{label}: {text}</title>
            <rect width="{left}" height="20" fill="#444"/>
            <rect x="{left}" width="{right}" height="20" fill="{colour}"/>
            <g fill="#fff" text-anchor="middle" font-family="DejaVu Sans,Verdana,sans-serif" font-size="11">
            <text x="{left / 2}" y="14">{label}</text>
            <text x="{left + right / 2}" y="14">{text}</text>
            </g>
            </svg>

            """;
    }
}
