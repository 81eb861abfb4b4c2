using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KB.Indexer.Corpus.Articles;

/// <summary>Finds what is wrong in a corpus: front matter, bindings without a crash, links that lead nowhere, slugs used twice, files with nothing in them.</summary>
public static class CorpusCheck
{
    /// <summary>First parts of the site's addresses that stand for pages of fixed names.</summary>
    private static readonly string[] Places = ["search", "functions", "files", "trackers", "similar", "formats", "about", "badge", "feed.atom"];

    /// <summary>Every fault of a corpus, in file order.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<CorpusFault> Run(string corpus)
    {
        CorpusFacts facts = CorpusFacts.Read(corpus);
        IEnumerable<CorpusFault> faults = facts.Unread;
        foreach ((string file, ArticleReading reading) in facts.Articles)
        {
            faults = faults.Concat(reading.Faults);
            if (reading.Article is { } article)
            {
                faults = faults.Concat(Bindings(file, article, facts)).Concat(Links(file, article, facts));
            }
        }

        return [.. faults.Concat(Slugs(facts)).OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Line)];
    }

    private static IEnumerable<CorpusFault> Bindings(string file, Article article, CorpusFacts facts) =>
        article.Crashes.Where(binding => !facts.Keys.Contains(binding.Key))
            .Select(binding => new CorpusFault(file, LineOf(file, binding), $"no crash of the corpus has the {Named(binding)} `{binding.Value}`"));

    private static string Named(CrashBinding binding) => binding.Kind switch { "fn" => "function", "file" => "file", var kind => kind };

    // The reader keeps no lines: they are looked up for the few bindings that are at fault.
    private static int LineOf(string file, CrashBinding binding) =>
        1 + Math.Max(0, Array.FindIndex(File.ReadAllLines(file), line => line.Contains(binding.Value, StringComparison.Ordinal)));

    private static IEnumerable<CorpusFault> Slugs(CorpusFacts facts) =>
        facts.Articles.Where(article => article.Reading.Article is not null).GroupBy(article => article.Reading.Article!.Slug)
            .SelectMany(group => group.Skip(1).Select(other => new CorpusFault(other.File, 1, $"the slug `{group.Key}` is already that of {group.First().File}")));

    private static IEnumerable<CorpusFault> Links(string file, Article article, CorpusFacts facts)
    {
        MarkdownDocument document = ArticleMarkdown.Parse(article.Markdown);
        HashSet<string> anchors = [.. document.Descendants<HeadingBlock>().Select(heading => heading.TryGetAttributes()?.Id).OfType<string>()];
        CorpusFault At(MarkdownObject place, string message) => new(file, article.FirstLine + place.Line, message);
        foreach (MarkdownObject item in document.Descendants())
        {
            string? wrong = item switch
            {
                LinkInline { IsImage: true } image when ArticleLink.IsAllowed(image.Url) && !ArticleLink.IsOwn(image.Url) =>
                    $"the image `{image.Url}` stands at another site: readers get a link to it",
                LinkInline link => Fault(link.Url ?? "", anchors, facts),
                AutolinkInline { IsEmail: false } link => Fault(link.Url, anchors, facts),
                KernelReference reference => Fault(reference, facts),
                _ => null,
            };
            if (wrong is not null)
            {
                yield return At(item, wrong);
            }
        }
    }

    private static string? Fault(KernelReference reference, CorpusFacts facts) => reference.Kind switch
    {
        ReferenceKind.Crash when !facts.HasCrash(reference.Target) => $"no crash of the corpus has the id or title `{reference.Target}`",
        ReferenceKind.Bisection when !facts.Bisections.Contains(reference.Target) => $"no bisection of the corpus has the id or title `{reference.Target}`",
        ReferenceKind.Article when !facts.Slugs.Contains(reference.Target) => $"there is no article `{reference.Target}`",
        ReferenceKind.Unknown => "between [[ and ]] stands crash:, bisection: or article:",
        _ => null,
    };

    private static string? Fault(string url, HashSet<string> anchors, CorpusFacts facts)
    {
        if (!ArticleLink.IsAllowed(url))
        {
            return $"the link `{url}` is none that an article may have (https, http, mailto, or an address of this site)";
        }

        if (url.StartsWith('#'))
        {
            return anchors.Contains(url[1..]) || url.StartsWith("#fn", StringComparison.Ordinal) ? null : $"no heading of the article has the anchor `{url}`";
        }

        if (!url.StartsWith('/') || url.StartsWith("//", StringComparison.Ordinal))
        {
            return url.Contains(':', StringComparison.Ordinal) || url.StartsWith('/') ? null : $"the link `{url}` is relative: write [[article:…]] or an address from the root";
        }

        string[] parts = url[1..].Split('#', '?')[0].Split('/', 2);
        string rest = parts.Length > 1 ? parts[1] : "";
        bool known = parts[0] switch
        {
            "" => true,
            "crashes" => facts.Keys.Contains(CrashBinding.KeyOf("id", rest)),
            "bisections" => rest.Length == 0 || facts.Bisections.Contains(rest),
            "articles" => rest.Length == 0 || facts.Slugs.Contains(rest),
            var first => Places.Contains(first),
        };
        return known ? null : $"nothing stands at `{url}`";
    }
}
