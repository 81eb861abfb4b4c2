using KB.Indexer.Bisections;

namespace KB.Site.Pages.Shared;

/// <summary>What the runs of a revision did, in words.</summary>
internal static class RunWords
{
    // As logs word them.
    private static readonly Dictionary<string, string> Failures = new() { ["boot-failed"] = "boot failed", ["infra"] = "infra problem", ["ignored"] = "ignore" };

    /// <summary><c>7 × possible deadlock in f, 3 × ok</c>; <c>all: …</c> when every run did the same; the error when there was none.</summary>
    public static string Of(Revision revision) =>
        revision.Error is { Length: > 0 } error && revision.Runs.Count == 0
            ? error.Split('\n')[0]
            : revision.AllRuns && revision.Runs is [var all, ..]
                ? "all: " + Of(all)
                : string.Join(", ", revision.Runs.GroupBy(Of).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} × {group.Key}"));

    /// <summary>12 digits of a commit or signature; release tags as they are.</summary>
    public static string Short(string? commit) => commit is { Length: >= 40 } ? commit[..12] : commit ?? "";

    private static string Of(Run run) => run.Outcome switch
    {
        "crashed" => run.Title ?? "crashed",
        "ok" => "ok",
        "test-failed" => "test failed",
        var other => Failures.GetValueOrDefault(other, other) + (run.Title is { } title ? ": " + title : ""),
    };
}
