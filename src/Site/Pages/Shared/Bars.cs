using System.Text;
using System.Text.Encodings.Web;
using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Queries;
using Microsoft.AspNetCore.Html;

namespace KB.Site.Pages.Shared;

/// <summary>A small bar chart as SVG; each bar says its figure to those who cannot see it.</summary>
internal static class Bars
{
    private const int Height = 48;

    /// <summary>A line of labels, and what a character of it takes in width at the most.</summary>
    private const int LineHeight = 14, CharacterWidth = 6;

    /// <summary>Bars of releases in order of their version numbers, the newest ones where there are too many.</summary>
    public static IReadOnlyList<HistogramBar> InOrder(IEnumerable<HistogramBar> releases, int most) =>
        [.. releases.OrderBy(bar => ReleaseNumber.Of(bar.Label) ?? 0).ThenBy(bar => bar.Label, StringComparer.Ordinal).TakeLast(most)];

    /// <summary>Nothing for fewer than two bars: one bar tells nothing.</summary>
    public static IHtmlContent Render(IReadOnlyList<HistogramBar> bars, string title, int width = 220)
    {
        if (bars.Count < 2)
        {
            return HtmlString.Empty;
        }

        int most = Math.Max(1, bars.Max(bar => bar.Count));
        double step = (double)width / bars.Count;
        // Two long labels would stand in one another: the last one gets a line of its own.
        int lines = (bars[0].Label.Length + bars[^1].Label.Length) * CharacterWidth > width ? 2 : 1;
        int total = Height + (lines * LineHeight);
        var svg = new StringBuilder($"<figure><svg role=\"img\" aria-label=\"{HtmlEncoder.Default.Encode(title)}\" viewBox=\"0 0 {width} {total}\" width=\"{width}\" height=\"{total}\">");
        for (int i = 0; i < bars.Count; i++)
        {
            double height = bars[i].Count == 0 ? 0 : Math.Max(1, (double)bars[i].Count * Height / most);
            svg.Append($"<rect class=\"bar\" x=\"{i * step:0.#}\" y=\"{Height - height:0.#}\" width=\"{Math.Max(0.8, step - 0.8):0.#}\" height=\"{height:0.#}\"><title>{HtmlEncoder.Default.Encode(bars[i].Label)}: {bars[i].Count}</title></rect>");
        }

        svg.Append($"<text x=\"0\" y=\"{Height + 11}\">{HtmlEncoder.Default.Encode(bars[0].Label)}</text>\n<text x=\"{width}\" y=\"{total - 3}\" text-anchor=\"end\">{HtmlEncoder.Default.Encode(bars[^1].Label)}</text></svg>")
            .Append($"<figcaption>{HtmlEncoder.Default.Encode(title)}</figcaption></figure>");
        return new HtmlString(svg.ToString());
    }
}
