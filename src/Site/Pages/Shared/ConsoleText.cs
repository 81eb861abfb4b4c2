using System.Net;
using Microsoft.AspNetCore.Html;

namespace KB.Site.Pages.Shared;

/// <summary>What a console printed, for a <c>pre</c>.</summary>
internal static class ConsoleText
{
    /// <summary>The text with what HTML needs escaped; <c>+</c> and ends of lines, of which traces are full, stay one byte each, where Razor writes <c>&amp;#x2B;</c> and <c>&amp;#xA;</c>.</summary>
    public static IHtmlContent Of(string text) => new HtmlString(WebUtility.HtmlEncode(text));
}
