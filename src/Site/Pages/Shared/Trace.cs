using System.Text.Encodings.Web;
using KB.Indexer.Reports;
using Microsoft.AspNetCore.Html;

namespace KB.Site.Pages.Shared;

/// <summary>Draws a call trace: plain text that lines up in a <c>pre</c>, with links in it.</summary>
internal static class Trace
{
    /// <summary>Longer function texts push their file aside instead of widening the whole column.</summary>
    private const int MaxColumn = 48;

    /// <summary>The frames of a stack as lines; <paramref name="guilty"/> is the function that the title blames, marked where it stands first.</summary>
    public static IHtmlContent Render(CallStack stack, KernelInfo kernel, string? guilty, Func<StackFrame, bool>? shared = null)
    {
        int column = Math.Min(MaxColumn, stack.Frames.Select(frame => Text(frame).Length).DefaultIfEmpty().Max());
        int marked = Guilty(stack, guilty);
        var html = new HtmlContentBuilder();
        html.AppendHtml("<pre class=\"trace\" tabindex=\"0\">");
        for (int i = 0; i < stack.Frames.Count; i++)
        {
            Append(html, stack.Frames[i], kernel, column, i == marked, shared?.Invoke(stack.Frames[i]) ?? false);
        }

        return html.AppendHtml("</pre>");
    }

    /// <summary>Place in a stack of the function that the title blames, where it stands first; -1 when it does not.</summary>
    public static int Guilty(CallStack stack, string? guilty) => guilty is null ? -1 : stack.Frames.ToList().FindIndex(frame => frame.Reliable && frame.Function == guilty);

    /// <summary>What a stack is called: the line that introduces it, without its colon, else its kind.</summary>
    public static string Heading(string label, string kind) => label.TrimEnd(':', ' ') is { Length: > 0 } heading ? heading : kind.Replace('-', ' ');

    /// <summary>The text of a frame before its file: <c>func+0x7b/0xa0 [module]</c>, indented when inlined.</summary>
    public static string Text(StackFrame frame) =>
        (frame.Inline ? "  " : "") + (frame.Reliable ? "" : "? ") + frame.Symbol
        + (frame.Offset is { } offset ? $"+0x{offset:x}" + (frame.Size is { } size ? $"/0x{size:x}" : "") : "")
        + (frame.Module is null ? "" : $" [{frame.Module}]");

    private static void Append(HtmlContentBuilder html, StackFrame frame, KernelInfo kernel, int column, bool guilty, bool shared)
    {
        string text = Text(frame);
        string classes = string.Join(' ', new[] { "f", guilty ? "guilty" : null, frame.Reliable ? null : "unsure", shared ? "shared" : null }.OfType<string>());
        int name = text.IndexOf(frame.Symbol, StringComparison.Ordinal);
        html.AppendHtml($"<span class=\"{classes}\">{(guilty ? "&gt; " : "  ")}").Append(text[..name])
            .AppendHtml($"<a href=\"/functions/{UrlEncoder.Default.Encode(frame.Function)}\">").Append(frame.Symbol).AppendHtml("</a>")
            .AppendHtml(ConsoleText.Of(text[(name + frame.Symbol.Length)..]));
        if (frame.File is { } file)
        {
            html.Append(new string(' ', Math.Max(1, column - text.Length + 2))).AppendHtml("<span class=\"src\">");
            AppendPlace(html, file, frame.Line, kernel);
            html.AppendHtml("</span>");
        }

        html.Append(frame.Inline ? " [inline]" : "").AppendHtml("\n</span>");
    }

    private static void AppendPlace(HtmlContentBuilder html, string file, int? line, KernelInfo kernel)
    {
        string place = line is null ? file : $"{file}:{line}";
        html.AppendHtml($"<a href=\"/files/{string.Join('/', file.Split('/').Select(UrlEncoder.Default.Encode))}{(line is null ? "" : $":{line}")}\">").Append(place).AppendHtml("</a>");
        if (SourceBrowser.Place(kernel, file, line) is var (url, at))
        {
            html.AppendHtml($" <a href=\"{HtmlEncoder.Default.Encode(url)}\" title=\"source at {HtmlEncoder.Default.Encode(at)}\">src</a>");
        }
    }
}
