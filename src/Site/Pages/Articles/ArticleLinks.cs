using KB.Indexer.Corpus.Articles;
using KB.Indexer.Search;
using KB.Indexer.Trackers;

namespace KB.Site.Pages;

/// <summary>Where a reference leads.</summary>
/// <param name="Url">Address.</param>
/// <param name="Title">What stands there, to show instead of an id or slug; null when the reference's own text is the name.</param>
internal sealed record ReferencePlace(string Url, string? Title = null);

/// <summary>Where the references of an article lead: to what the index knows, else to the kernel's own tree, else nowhere.</summary>
internal sealed class ArticleLinks(CrashIndex index)
{
    // An article names the same function many times.
    private readonly Dictionary<(ReferenceKind, string), ReferencePlace?> _known = [];

    /// <summary>Where a reference leads; null when it shall stay text.</summary>
    public ReferencePlace? Of(KernelReference reference)
    {
        (ReferenceKind, string) key = (reference.Kind, reference.Target);
        if (!_known.TryGetValue(key, out ReferencePlace? place))
        {
            _known[key] = place = Find(reference.Kind, reference.Target);
        }

        return place;
    }

    private ReferencePlace? Find(ReferenceKind kind, string target) => kind switch
    {
        ReferenceKind.Crash or ReferenceKind.Title => index.FindCrashRow(target) is { } crash ? Named(target, crash.Url, crash.Title) : null,
        ReferenceKind.Bisection => index.FindBisectionRow(target) is { } bisection ? Named(target, bisection.Url, bisection.Title) : null,
        ReferenceKind.Article => index.FindArticle(target) is { } article ? new(article.Url, article.Title) : null,
        ReferenceKind.Function => index.HasFunction(target) ? new("/functions/" + Uri.EscapeDataString(target)) : null,
        ReferenceKind.File => File(target),
        ReferenceKind.Commit => Tracker("commit", target),
        ReferenceKind.Tracker => Tracker(target.Split(':', 2)[0], target.Split(':', 2)[1]),
        _ => null,
    };

    // Only an id needs a name to show. A title stays as it was written, whatever other title its crash has.
    private static ReferencePlace Named(string target, string url, string title) => new(url, target.Contains(' ', StringComparison.Ordinal) ? null : title);

    private static ReferencePlace? Tracker(string tracker, string id) => TrackerTable.Url(tracker, id) is { } url ? new(url) : null;

    private ReferencePlace File(string target)
    {
        string[] parts = target.Split(':');
        int? line = parts.Length > 1 ? int.Parse(parts[1]) : null;
        return index.HasFile(parts[0], line) ? new("/files/" + target)
            : index.HasFile(parts[0]) ? new("/files/" + parts[0])
            : new("https://elixir.bootlin.com/linux/latest/source/" + parts[0]);
    }
}
