using System.Net;
using KB.Indexer.Corpus;
using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;
using KB.Indexer.Search;
using KB.Site.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KB.Site.Pages;

/// <summary>/similar: a form, and the answer to a pasted or posted crash. Nothing of it is kept.</summary>
/// <remarks>Changes nothing and reads no cookie, so there is nothing to forge.</remarks>
[IgnoreAntiforgeryToken]
public sealed class SimilarModel(CrashIndex index, SiteOptions options) : PageModel
{
    /// <summary>A log of more bytes than this holds crashes enough to be cut first.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>What is said of a text without a crash.</summary>
    public static string NothingRecognised(string text) => Lookalikes.In(text) is { } other
        ? $"No crash of the Linux kernel was recognised in the text, but {other}"
        : "No kernel crash was recognised in the text. It needs the line that announces the crash (BUG:, WARNING:, Oops, …) and the call trace.";

    /// <summary>Reports of one text that are looked at.</summary>
    private const int MaxReports = 10;

    private const int Candidates = 10;

    private const string Field = "text=";

    /// <summary>The reports of the text with what is known like each; null before something is pasted.</summary>
    public IReadOnlyList<(CrashReport Report, SimilarCrashes Similar)>? Answers { get; private set; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    public string? Problem { get; private set; }

    /// <summary>Where this site answers.</summary>
    public string Host => options.UrlOf(Request);

    /// <summary>The form.</summary>
    public void OnGet()
    {
    }

    /// <summary>HTML for a browser, JSON where it is asked for, plain text for everybody else (curl).</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await ReadAsync() is not { } body)
        {
            return Refuse(StatusCodes.Status413PayloadTooLarge, $"The text is longer than {MaxBytes >> 20} MiB. Cut it to a few hundred lines around the crash.");
        }

        if (SourceReader.TextOf(body, out string? reason) is not { } text)
        {
            return Refuse(StatusCodes.Status415UnsupportedMediaType, $"This is no text: {reason}.");
        }

        // curl sends any body as a form unless told otherwise: only what begins like our one field is one.
        if (text.StartsWith(Field, StringComparison.Ordinal) && !text.Contains('\n', StringComparison.Ordinal))
        {
            text = WebUtility.UrlDecode(text[Field.Length..].Split('&', 2)[0]);
        }

        Answers = AnswersTo(text, index);
        if (Answers is null)
        {
            return Refuse(StatusCodes.Status422UnprocessableEntity, NothingRecognised(text));
        }

        return Accepts("text/html") ? Page()
            : Accepts("application/json") ? Content(SimilarAnswer.Json(Answers), "application/json; charset=utf-8")
            : Content(SimilarAnswer.Plain(Answers), "text/plain; charset=utf-8");
    }

    /// <summary>The crashes of a text with what is known like each; null when no crash is recognised in it.</summary>
    internal static IReadOnlyList<(CrashReport Report, SimilarCrashes Similar)>? AnswersTo(string text, CrashIndex index)
    {
        IReadOnlyList<(CrashReport, SimilarCrashes)> answers = index.Similar(SourceReader.ReadText("pasted", FlatText.Unfold(text)).SelectMany(document => document.Reports).Take(MaxReports), Candidates);
        return answers.Count == 0 ? null : answers;
    }

    private IActionResult Refuse(int status, string problem)
    {
        if (!Accepts("text/html"))
        {
            return new ContentResult { StatusCode = status, Content = problem + "\n", ContentType = "text/plain; charset=utf-8" };
        }

        Problem = problem;
        PageResult page = Page();
        page.StatusCode = status;
        return page;
    }

    private bool Accepts(string type) => Request.Headers.Accept.ToString().Contains(type, StringComparison.OrdinalIgnoreCase);

    /// <summary>The body of the request; null when it is too long.</summary>
    private async Task<MemoryStream?> ReadAsync()
    {
        var body = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        for (int count; (count = await Request.Body.ReadAsync(buffer, HttpContext.RequestAborted)) > 0;)
        {
            body.Write(buffer, 0, count);
            if (body.Length > MaxBytes)
            {
                return null;
            }
        }

        body.Position = 0;
        return body;
    }
}
