using KB.Indexer.Search;
using Microsoft.AspNetCore.Html;

namespace KB.Site.Pages;

/// <summary>A matching line with its matching parts marked.</summary>
internal static class Highlighted
{
    public static IHtmlContent Line(FoundLine line)
    {
        var html = new HtmlContentBuilder();
        int at = 0;
        for (int i = 0; i + 1 < line.Ranges.Count; i += 2)
        {
            (int start, int length) = (line.Ranges[i], line.Ranges[i + 1]);
            html.Append(line.Text[at..start]).AppendHtml("<mark>").Append(line.Text.Substring(start, length)).AppendHtml("</mark>");
            at = start + length;
        }

        return html.Append(line.Text[at..]).AppendHtml("\n");
    }
}
