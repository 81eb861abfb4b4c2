using System.Text.RegularExpressions;
using KB.Indexer.Trackers;

namespace KB.Indexer.Corpus.Articles;

/// <summary>One key of the front matter.</summary>
internal sealed record ArticleField
{
    /// <summary>The key as written.</summary>
    public required string Name { get; init; }

    /// <summary>True when it may hold a list.</summary>
    public bool Many { get; init; }

    /// <summary>True when an article must have it.</summary>
    public bool Required { get; init; }

    /// <summary>What is wrong with a value; null when it is as it should be.</summary>
    public required Func<string, string?> Fault { get; init; }

    /// <summary>The article with these values, all of them without fault.</summary>
    public required Func<Article, IReadOnlyList<string>, Article> Set { get; init; }

    /// <summary>A value without fault.</summary>
    public required string Example { get; init; }

    /// <summary>A value with a fault; null when every text will do.</summary>
    public string? Wrong { get; init; }
}

/// <summary>The keys that front matter may have.</summary>
internal static partial class ArticleFields
{
    public static readonly IReadOnlyList<ArticleField> All =
    [
        new() { Name = "title", Required = true, Fault = Any, Set = (article, values) => article with { Title = values[0] }, Example = "Use-after-free in widget_flush" },
        new()
        {
            Name = "crashes",
            Many = true,
            Fault = text => CrashBinding.Parse(text) is null ? $"`{text}` is no id (16 or 40 hex digits), crash title, fn:function or file:path" : null,
            Set = (article, values) => article with { Crashes = [.. values.Select(text => CrashBinding.Parse(text)!)] },
            Example = "fn:widget_flush",
            Wrong = "file:/etc/passwd",
        },
        new()
        {
            Name = "trackers",
            Many = true,
            Fault = text => TrackerTable.FindQuery(text) is null ? $"`{text}` is no reference that a tracker knows" : null,
            Set = (article, values) => article with { Trackers = [.. values.Select(text => TrackerTable.FindQuery(text)!)] },
            Example = "https://bugzilla.kernel.org/show_bug.cgi?id=12345",
            Wrong = "bugtracker#1",
        },
        new() { Name = "fixed-by", Many = true, Fault = Commit, Set = (article, values) => article with { FixedBy = values }, Example = "0123456789ab (\"widget: flush on close\")", Wrong = "0123456" },
        new() { Name = "introduced-by", Many = true, Fault = Commit, Set = (article, values) => article with { IntroducedBy = values }, Example = "0123456789ab", Wrong = "v4.6" },
        new() { Name = "affects", Many = true, Fault = Any, Set = (article, values) => article with { Affects = values }, Example = "v3.0 to v4.9" },
        new()
        {
            Name = "status",
            Fault = text => ArticleStatus.All.Contains(text) ? null : $"`{text}` is none of {string.Join(", ", ArticleStatus.All)}",
            Set = (article, values) => article with { Status = values[0] },
            Example = "guide",
            Wrong = "done",
        },
        new() { Name = "authors", Many = true, Fault = Any, Set = (article, values) => article with { Authors = values }, Example = "A. Reader" },
        new()
        {
            Name = "updated",
            Required = true,
            Fault = text => DateOnly.TryParseExact(text, Day, out _) ? null : $"`{text}` is no day of the form {Day}",
            Set = (article, values) => article with { Updated = DateOnly.ParseExact(values[0], Day) },
            Example = "2026-11-23",
            Wrong = "23.11.2026",
        },
    ];

    private const string Day = "yyyy-MM-dd";

    private static string? Any(string text) => null;

    private static string? Commit(string text) => CommitForm.IsMatch(text) ? null : $"`{text}` is no commit id: 12 to 40 hex digits, then perhaps (\"title\")";

    [GeneratedRegex(@"\A[0-9a-f]{12,40}(?: \("".{1,200}""\))?\z")]
    private static partial Regex CommitForm { get; }
}
