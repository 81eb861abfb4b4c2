using KB.Indexer.Trackers;

namespace KB.Indexer.Corpus.Articles;

/// <summary>One page of notes about a crash or a family of crashes: a Markdown file of <c>corpus/articles</c> with YAML front matter.</summary>
public sealed record Article
{
    /// <summary>Name in addresses: the file's name without <c>.md</c>.</summary>
    public required string Slug { get; init; }

    /// <summary>Heading of the page.</summary>
    public string Title { get; init; } = "";

    /// <summary>The crashes it is about.</summary>
    public IReadOnlyList<CrashBinding> Crashes { get; init; } = [];

    /// <summary>Bugs of trackers it is about.</summary>
    public IReadOnlyList<TrackerReference> Trackers { get; init; } = [];

    /// <summary>Commits (12 to 40 hex digits, a title may follow) that fixed it.</summary>
    public IReadOnlyList<string> FixedBy { get; init; } = [];

    /// <summary>Commits that brought it in, in the same form.</summary>
    public IReadOnlyList<string> IntroducedBy { get; init; } = [];

    /// <summary>Kernel releases or configurations it concerns, in words.</summary>
    public IReadOnlyList<string> Affects { get; init; } = [];

    /// <summary>One of <see cref="ArticleStatus.All"/>.</summary>
    public string Status { get; init; } = ArticleStatus.Open;

    /// <summary>Who wrote it.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Day of the last change of its facts; null when it does not say.</summary>
    public DateOnly? Updated { get; init; }

    /// <summary>The text below the front matter.</summary>
    public string Markdown { get; init; } = "";

    /// <summary>Line of the file on which <see cref="Markdown"/> begins, from 1.</summary>
    public int FirstLine { get; init; } = 1;

    /// <summary>Its page.</summary>
    public string Url => "/articles/" + Slug;
}

/// <summary>What an article says about its bug.</summary>
public static class ArticleStatus
{
    /// <summary>Not fixed, as far as the article knows.</summary>
    public const string Open = "open";

    /// <summary>The allowed words: open, fixed, invalid (no bug of the kernel), guide (how to read a family of crashes).</summary>
    public static IReadOnlyList<string> All { get; } = [Open, "fixed", "invalid", "guide"];
}
