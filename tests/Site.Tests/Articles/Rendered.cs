using System.Text.Encodings.Web;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using KB.Indexer.Corpus.Articles;
using KB.Site.Pages;
using KB.Site.Pages.Shared;

namespace KB.Site.Tests.Articles;

/// <summary>Markdown as a browser reads what becomes of it.</summary>
internal static class Rendered
{
    /// <summary>Renders; without an own rule a reference leads to <c>/kind:target</c>.</summary>
    public static IHtmlDocument Article(string markdown, Func<KernelReference, ReferencePlace?>? place = null)
    {
        using var writer = new StringWriter();
        ArticleHtml.Render(markdown, place ?? (reference => new ReferencePlace($"/{reference.Kind}:{reference.Target}"))).WriteTo(writer, HtmlEncoder.Default);
        return new HtmlParser().ParseDocument("<body>" + writer + "</body>");
    }
}
