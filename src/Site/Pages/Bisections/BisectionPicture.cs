using System.Text;
using System.Text.Encodings.Web;
using KB.Indexer.Bisections;
using KB.Site.Pages.Shared;
using Microsoft.AspNetCore.Html;

namespace KB.Site.Pages;

/// <summary>A bisection as a picture: revisions from left to right in the order they were tested, one cell a run, colours by crash title.</summary>
internal sealed class BisectionPicture
{
    private const int Cell = 14;
    private const int Gap = 2;
    private const int Head = 18;
    private const int Foot = 74;

    /// <summary>Between the releases and the steps of git.</summary>
    private const int Break = 12;

    /// <summary>A log may hold any number of runs; more than this are cut from the picture, not from the table.</summary>
    private const int MaxRuns = 20;

    /// <summary>Titles that get a colour of their own; the rest share the last one.</summary>
    private const int Colours = 8;

    /// <summary>A title that is the bug with less than this is dimmed.</summary>
    private const double Noise = 0.2;

    private readonly Bisection _bisection;
    private readonly Dictionary<string, (int Colour, bool Noise)> _titles = new(StringComparer.Ordinal);
    private readonly int _steps;

    public BisectionPicture(Bisection bisection)
    {
        _bisection = bisection;
        foreach (CrashTitleCount count in bisection.CrashTitles)
        {
            _titles.TryAdd(count.Title, (Math.Min(_titles.Count, Colours - 1), count.SameBug < Noise));
        }

        _steps = bisection.Revisions.TakeWhile(revision => revision.Role is not "step").Count();
    }

    /// <summary>The cell that stands for a title, for the legend.</summary>
    public IHtmlContent Key(string title) => new HtmlString(Swatch(Class(new Run(0, "crashed", title, null))));

    /// <summary>The crash for which a revision was taken for one with the bug, or that no run crashed; nothing for a skipped one.</summary>
    public IHtmlContent DecidedBy(Revision revision) => new HtmlString(
        Crashed(revision) && BisectionWords.MainCrash(revision) is { } title ? $"{Swatch(Class(new Run(0, "crashed", title, null)))} {Encode(title)}"
        : revision.Verdict is "good" or "bad" ? "no crash"
        : "");

    /// <summary>The picture with its caption; the table of revisions below it is its text equivalent.</summary>
    public IHtmlContent Render()
    {
        int rows = Math.Min(MaxRuns, _bisection.Revisions.Select(revision => revision.RunCount).DefaultIfEmpty(0).Max());
        int width = Left(Math.Max(1, _bisection.Revisions.Count)) + Gap;
        int height = Head + (rows * (Cell + Gap)) + Foot;
        var svg = new StringBuilder();
        svg.Append($"<figure tabindex=\"0\" aria-label=\"Runs of each revision\"><svg role=\"img\" aria-labelledby=\"walk-title\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">")
            .Append("<title id=\"walk-title\">Runs of each tested revision, in the order of the log; the table below says the same in words.</title>");
        for (int i = 0; i < _bisection.Revisions.Count; i++)
        {
            AppendColumn(svg, _bisection.Revisions[i], i, rows);
        }

        svg.Append("</svg><figcaption>One column a revision in the order tested, releases before the steps of git; one cell a run: ")
            .Append(Swatch("ok")).Append(" ok, ").Append(Swatch("boot")).Append(" boot failed, ").Append(Swatch("infra"))
            .Append(" test or machine failed, crashes in the colours below, pale where the title is probably another bug. A framed cell is the crash that decided. <b class=\"bad\">B</b> bad, <b class=\"good\">G</b> good, <b class=\"skip\">S</b> skipped, <b>?</b> the first test in doubt.</figcaption></figure>");
        return new HtmlString(svg.ToString());
    }

    private void AppendColumn(StringBuilder svg, Revision revision, int column, int rows)
    {
        int x = Left(column);
        string verdict = revision.Verdict switch { "good" => "G", "bad" => "B", "skip" => "S", _ => "" };
        string doubt = _bisection.Suspect is { } suspect && suspect.Commit == revision.Commit && suspect.Role == revision.Role ? "?" : "";
        svg.Append($"<g><title>{Encode($"{revision.Release ?? RunWords.Short(revision.Commit)}: {RunWords.Of(revision)}")}</title><text class=\"v-{revision.Verdict}\" x=\"{x + (Cell / 2)}\" y=\"12\" text-anchor=\"middle\">{verdict}{doubt}</text>\n");
        foreach (IGrouping<string, int> cells in Cells(revision, rows).Index().GroupBy(cell => cell.Item, cell => cell.Index))
        {
            // One path for all cells of a colour: a long log would else be most of the page.
            svg.Append($"<path class=\"{cells.Key}\" d=\"");
            int y = 0;
            foreach (int row in cells)
            {
                int at = Head + (row * (Cell + Gap));
                svg.Append(y == 0 ? $"M{x} {at}" : $"m0 {at - y}").Append($"h{Cell}v{Cell}h-{Cell}z");
                y = at;
            }

            svg.Append("\"/>");
        }

        int foot = Head + (rows * (Cell + Gap)) + 4;
        string label = revision.Release ?? revision.Commit[..Math.Min(8, revision.Commit.Length)];
        svg.Append($"<text transform=\"translate({x + 4} {foot}) rotate(90)\">{Encode(label)}</text></g>\n");
    }

    /// <summary>Classes of the cells of a revision, from above.</summary>
    private IEnumerable<string> Cells(Revision revision, int rows)
    {
        string? deciding = Crashed(revision) ? BisectionWords.MainCrash(revision) : null;
        for (int row = 0; row < Math.Min(rows, revision.RunCount) && revision.Runs.Count > 0; row++)
        {
            Run run = revision.Runs[Math.Min(row, revision.Runs.Count - 1)];
            bool decides = deciding is not null && run.Outcome == "crashed" && run.Title == deciding;
            yield return Class(run) + (decides ? " decides" : "");
            deciding = decides ? null : deciding;
        }
    }

    private int Left(int column) => (column * (Cell + Gap)) + (column > 0 && column >= _steps && _steps < _bisection.Revisions.Count ? Break : 0);

    /// <summary>True when the search took the revision for one with the bug.</summary>
    private bool Crashed(Revision revision) => revision.Verdict == (_bisection.Mode == "fix" ? "good" : "bad");

    private string Class(Run run) => run.Outcome switch
    {
        "ok" => "ok",
        "crashed" => _titles.TryGetValue(run.Title ?? "", out var title) ? $"t{title.Colour}{(title.Noise ? " noise" : "")}" : $"t{Colours - 1}",
        "boot-failed" => "boot",
        _ => "infra",
    };

    private static string Swatch(string name) => $"<svg class=\"key\" width=\"12\" height=\"12\" aria-hidden=\"true\"><rect class=\"{name}\" width=\"12\" height=\"12\"/></svg>";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
