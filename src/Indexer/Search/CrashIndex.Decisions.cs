using KB.Indexer.Corpus;

namespace KB.Indexer.Search;

/// <content>What people may decide.</content>
public sealed partial class CrashIndex
{
    /// <summary>The decisions, and whether what stands in <c>other</c> is a crash (else a commit or its title).</summary>
    private static readonly Dictionary<string, bool> Decidable = new(StringComparer.Ordinal) { ["dup"] = true, ["not-dup"] = true, ["fixed-by"] = false };

    /// <summary>Kinds of decisions that people make.</summary>
    public static IReadOnlyCollection<string> DecisionKinds => Decidable.Keys;

    /// <summary>A decision as it is put into the journal, or why it is none; nothing is written.</summary>
    /// <param name="kind">One of <see cref="DecisionKinds"/>.</param>
    /// <param name="crash">Id of a crash or report: of a <c>dup</c>, the one given up. Two reports of one crash are told apart by <c>not-dup</c>.</param>
    /// <param name="other">The other crash or report, or the fix.</param>
    /// <param name="who">Who decides.</param>
    /// <param name="why">In that person's words.</param>
    public (Decision? Decision, string? Doubt) Decide(string? kind, string? crash, string? other, string? who, string? why)
    {
        if (kind is null || !Decidable.TryGetValue(kind, out bool isCrash))
        {
            return (null, "A \"decision\" is one of: " + string.Join(", ", Decidable.Keys));
        }

        // Only a split is about reports, all else is about whole crashes.
        string? Meant(string id) => kind == "not-dup" ? Resolve(id) ?? FindCrashId(id) : FindCrashId(id);
        string? mine = crash is null ? null : Meant(crash), line = Line(other), theirs = line is not null && isCrash ? Meant(line) : line;
        string? doubt = mine is null ? "There is no crash with the id in \"crash\"."
            : line is null ? "\"other\" is missing."
            : theirs is null ? "There is no crash with the id in \"other\"."
            : mine != theirs ? null
            : kind == "dup" ? "They are one crash already."
            : "They are one report.";
        return doubt is null ? (new Decision(kind, mine!, theirs, Line(who) ?? "api", DateTimeOffset.UtcNow.ToString("O"), Line(why)), null) : (null, doubt);
    }

    /// <summary>One line of prose, cut where it is too long; null when there is none.</summary>
    private static string? Line(string? text)
    {
        string line = new([.. (text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter).Take(JournalEntry.MaxWords)]);
        return string.IsNullOrWhiteSpace(line) ? null : line.Trim();
    }
}
