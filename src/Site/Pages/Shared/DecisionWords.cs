using KB.Indexer.Search;

namespace KB.Site.Pages.Shared;

/// <summary>What was decided about a crash, in words: who, what, why.</summary>
internal static class DecisionWords
{
    /// <summary>What each kind says; {0} is the other crash, or the fix.</summary>
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["merge"] = "report {0} was taken in",
        ["dup"] = "merged into {0}",
        ["undup"] = "split off again",
        ["not-dup"] = "not the same bug as {0}",
        ["fixed-by"] = "fixed by {0}",
        ["unfix"] = "not fixed after all",
        ["invalid"] = "no bug of the kernel",
    };

    /// <summary>One sentence without its full stop.</summary>
    public static string Of(Decision decision) => Short(decision) + (string.IsNullOrEmpty(decision.Why) ? "" : ": " + decision.Why);

    /// <summary>The same without the reasons.</summary>
    public static string Short(Decision decision)
    {
        string what = Kinds.GetValueOrDefault(decision.Kind, decision.Kind).Replace("{0}", decision.Other, StringComparison.Ordinal);
        string who = decision.Who == "kb" ? "" : " by " + decision.Who;
        string when = decision.At is { Length: >= 10 } at ? " on " + at[..10] : "";
        return what + who + when;
    }
}
