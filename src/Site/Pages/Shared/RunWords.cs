using KB.Indexer.Bisections;

namespace KB.Site.Pages.Shared;

/// <summary>What the runs of a revision did, in words.</summary>
internal static class RunWords
{
    /// <summary><c>7 × possible deadlock in f, 3 × ok</c>; <c>all: …</c> when every run did the same; the error when there was none.</summary>
    public static string Of(Revision revision) =>
        revision.Error is { Length: > 0 } error && revision.Runs.Count == 0
            ? error.Split('\n')[0]
            : revision.AllRuns && revision.Runs is [var all, ..]
                ? "all: " + Of(all)
                : string.Join(", ", revision.Runs.GroupBy(Of).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} × {group.Key}"));

    private static string Of(Run run) => run.Outcome switch
    {
        "crashed" => run.Title ?? "crashed",
        "ok" => "ok",
        "boot-failed" => "boot failed" + (run.Title is { } title ? ": " + title : ""),
        _ => "test failed",
    };
}
