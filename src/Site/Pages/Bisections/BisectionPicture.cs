using System.Text;
using System.Text.Encodings.Web;
using KB.Indexer.Bisections;
using Microsoft.AspNetCore.Html;

namespace KB.Site.Pages;

/// <summary>A bisection as a picture: revisions from left to right in the order they were tested, one cell a run, colours by crash title.</summary>
internal sealed class BisectionPicture
{
    private const int Cell = 14;
    private const int Gap = 2;
    private const int Head = 18;
    private const int Foot = 74;

    /// <summary>A log may hold any number of runs; more than this are cut from the picture, not from the table.</summary>
    private const int MaxRuns = 20;

    /// <summary>Titles that get a colour of their own; the rest share the last one.</summary>
    private const int Colours = 8;

    private readonly Bisection _bisection;
    private readonly Dictionary<string, int> _colour;

    public BisectionPicture(Bisection bisection)
    {
        _bisection = bisection;
        _colour = bisection.CrashTitles.Select((title, i) => (title.Title, Colour: Math.Min(i, Colours - 1))).ToDictionary(row => row.Title, row => row.Colour);
    }

    /// <summary>The cell that stands for a title, for the legend.</summary>
    public IHtmlContent Key(string title) =>
        new HtmlString($"<svg width=\"14\" height=\"14\" aria-hidden=\"true\"><rect class=\"{Class(new Run(0, "crashed", title, null))}\" width=\"14\" height=\"14\"/></svg>");

    /// <summary>The picture with its caption; the table of revisions below it is its text equivalent.</summary>
    public IHtmlContent Render()
    {
        int rows = Math.Min(MaxRuns, _bisection.Revisions.Select(revision => RunCount(revision)).DefaultIfEmpty(0).Max());
        int width = Math.Max(1, _bisection.Revisions.Count) * (Cell + Gap);
        int height = Head + (rows * (Cell + Gap)) + Foot;
        var svg = new StringBuilder();
        svg.Append($"<figure tabindex=\"0\" aria-label=\"Runs of each revision\"><svg role=\"img\" aria-labelledby=\"walk-title\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">")
            .Append("<title id=\"walk-title\">Runs of each tested revision, in the order of the log; the table below says the same in words.</title>");
        for (int i = 0; i < _bisection.Revisions.Count; i++)
        {
            AppendColumn(svg, _bisection.Revisions[i], i, rows);
        }

        svg.Append("</svg><figcaption>One column a revision in the order tested, one cell a run: ")
            .Append(Swatch("ok")).Append(" ok, ").Append(Swatch("boot")).Append(" boot failed, ").Append(Swatch("infra"))
            .Append(" test or machine failed; crashes in the colours of the table above. <b class=\"bad\">B</b> bad, <b class=\"good\">G</b> good, <b class=\"skip\">S</b> skipped.</figcaption></figure>");
        return new HtmlString(svg.ToString());
    }

    private void AppendColumn(StringBuilder svg, Revision revision, int column, int rows)
    {
        int x = column * (Cell + Gap);
        string verdict = revision.Verdict switch { "good" => "G", "bad" => "B", "skip" => "S", _ => "" };
        svg.Append($"<g><title>{Encode($"{revision.Release ?? revision.Commit[..Math.Min(12, revision.Commit.Length)]}: {Shared.RunWords.Of(revision)}")}</title><text class=\"v-{revision.Verdict}\" x=\"{x + (Cell / 2)}\" y=\"12\" text-anchor=\"middle\">{verdict}</text>");
        for (int row = 0; row < Math.Min(rows, RunCount(revision)); row++)
        {
            Run run = revision.AllRuns ? revision.Runs[0] : revision.Runs[row];
            svg.Append($"<rect class=\"{Class(run)}\" x=\"{x}\" y=\"{Head + (row * (Cell + Gap))}\" width=\"{Cell}\" height=\"{Cell}\"/>");
        }

        int foot = Head + (rows * (Cell + Gap)) + 4;
        string label = revision.Release ?? revision.Commit[..Math.Min(8, revision.Commit.Length)];
        svg.Append($"<text transform=\"translate({x + 10} {foot}) rotate(90)\">{Encode(label)}</text></g>");
    }

    private string Class(Run run) => run.Outcome switch
    {
        "ok" => "ok",
        "crashed" => "t" + _colour.GetValueOrDefault(run.Title ?? "", Colours - 1) + (IsNoise(run.Title) ? " noise" : ""),
        "boot-failed" => "boot",
        _ => "infra",
    };

    private bool IsNoise(string? title) => _bisection.CrashTitles.FirstOrDefault(count => count.Title == title)?.SameBug is < 0.2;

    private static int RunCount(Revision revision) => revision.AllRuns ? 10 : revision.Runs.Count;

    private static string Swatch(string name) => $"<svg width=\"12\" height=\"12\" aria-hidden=\"true\"><rect class=\"{name}\" width=\"12\" height=\"12\"/></svg>";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
