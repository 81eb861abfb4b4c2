using System.Globalization;

namespace KB.Indexer.Bisections;

/// <summary>What the bisections of a graph say about two crash titles being one bug.</summary>
/// <param name="Probability">Highest probability that a bisection which started from one of them and saw the other gives; 0 when there is none.</param>
/// <param name="Bisections">Ids of those bisections.</param>
/// <param name="Together">Revisions at which both were seen.</param>
/// <param name="FinalCrashes">Those bisections that started from one and ended in the other.</param>
/// <param name="SameCulprits">Commits that bisections of both titles blame, one bisection each.</param>
/// <param name="CulpritTrust">Probability that the most credible of these commits is right in both its bisections, 0 to 1; 0 when there is none.</param>
/// <param name="SameBinaries">Kernel binaries on which one bisection saw the one title and another bisection the other.</param>
/// <param name="Changes">Where one name gave way to the other.</param>
public sealed record TitleEvidence(
    double Probability, IReadOnlyList<string> Bisections, int Together, int FinalCrashes,
    IReadOnlyList<string> SameCulprits, double CulpritTrust, int SameBinaries, IReadOnlyList<TitleChange> Changes)
{
    /// <summary>The evidence in clauses without a full stop, strongest first.</summary>
    public IEnumerable<string> Reasons()
    {
        if (SameCulprits.Count > 0)
        {
            yield return Say($"bisections of both blame {SameCulprits[0][..Math.Min(12, SameCulprits[0].Length)]} (right with {CulpritTrust:0.00})");
        }

        if (Bisections.Count > 0)
        {
            yield return Say($"{Count(Bisections.Count, "bisection")} started from one and saw the other (one bug with {Probability:0.00})");
        }

        foreach (TitleChange change in Changes)
        {
            yield return $"{change.From} becomes {change.To} between {Place(change.Newer)} and {Place(change.Older)}";
        }

        if (Together > 0)
        {
            yield return $"both crashed {Count(Together, "revision")}";
        }

        if (SameBinaries > 0)
        {
            yield return $"both crashed {Count(SameBinaries, "kernel binary", "kernel binaries")} in different bisections";
        }
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Count(int count, string one, string? many = null) => Say($"{count} {(count == 1 ? one : many ?? one + "s")}");

    private static string Place(string place) => place.Length == 40 ? place[..12] : place;
}
