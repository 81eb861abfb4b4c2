using System.Text;
using KB.Indexer.Corpus.Articles;

namespace KB.Site.Api;

/// <summary>An article as its author wrote it, with what its front matter says below the heading.</summary>
internal static class ArticleText
{
    public static string Markdown(Article article)
    {
        var text = new StringBuilder($"# {article.Title}\n\n{article.Status}");
        text.Append(article.Updated is { } day ? $", updated {day:yyyy-MM-dd}" : "").Append(article.Authors.Count > 0 ? $", by {string.Join(", ", article.Authors)}" : "").Append('\n');
        Append(text, "affects", article.Affects);
        Append(text, "introduced by", article.IntroducedBy);
        Append(text, "fixed by", article.FixedBy);
        Append(text, "trackers", article.Trackers.Select(reference => reference.Url ?? $"{reference.Tracker} {reference.Id}"));
        Append(text, "crashes", article.Crashes.Select(binding => binding.Query));
        return text.Append('\n').Append(article.Markdown.Trim('\n')).Append('\n').ToString();
    }

    private static void Append(StringBuilder text, string name, IEnumerable<string> values)
    {
        foreach (string value in values)
        {
            text.Append($"- {name}: {value}\n");
        }
    }
}
