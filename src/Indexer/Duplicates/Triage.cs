using KB.Indexer.Duplicates.Features;

namespace KB.Indexer.Duplicates;

/// <summary>A crash of a stream: its name there, day, and features.</summary>
public sealed record StreamedCrash(string Id, CrashFeatures Features);

/// <summary>The shape of <c>kb triage --json</c>.</summary>
/// <param name="Id">As in the stream.</param>
/// <param name="Candidates">Earlier crashes, most likely first.</param>
/// <param name="Decision">duplicate, possible or new.</param>
/// <param name="Of">The first crash of the cluster; null when new.</param>
public sealed record TriagedCrash(string Id, IReadOnlyList<TriagedCandidate> Candidates, string Decision, string? Of);

/// <summary>An earlier crash: probability from 0 to 1, reasons in words, <c>for: …</c> or <c>against: …</c>.</summary>
public sealed record TriagedCandidate(string Id, double Probability, IReadOnlyList<string> Reasons);

/// <summary>Judges a stream of crashes in order, each against the earlier ones.</summary>
public static class Triage
{
    /// <summary>Candidates that the grouping sees, shown or not.</summary>
    internal const int Judged = 50;

    /// <summary>One result a crash, as they come.</summary>
    public static IEnumerable<TriagedCrash> Run(IEnumerable<StreamedCrash> crashes, int top, bool ignoreTime, bool withReasons)
    {
        ArgumentNullException.ThrowIfNull(crashes);
        var index = new DuplicateIndex();
        var clusters = new Clusters();
        var options = new FindOptions(ignoreTime, MaxReasons: withReasons ? 3 : 0);
        foreach (StreamedCrash crash in crashes)
        {
            IReadOnlyList<Candidate> candidates = index.Find(crash.Features, Math.Max(top, Judged), options);
            Decision decision = clusters.Judge(crash.Id, candidates);
            clusters.Add(crash.Id, decision);
            yield return new TriagedCrash(
                crash.Id,
                [.. candidates.Take(top).Select(one => new TriagedCandidate(one.Id, Math.Round(one.Probability, 5), [.. one.Reasons.Select(reason => reason.ToString())]))],
                decision.Name,
                decision.Of);
            index.Add(crash.Id, crash.Features);
        }
    }
}
