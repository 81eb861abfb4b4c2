using KB.Indexer.Duplicates.Features;

namespace KB.Indexer.Duplicates;

/// <summary>Groups crashes as they come: each joins the cluster whose members it resembles, or starts one. The same input in the same order gives the same clusters.</summary>
/// <remarks>A cluster is judged by its best members together, so that a chain of pairs does not grow into one heap; a crash that is a member to the
/// letter goes where that is, and what people decided is never judged.</remarks>
/// <param name="plainFrom">Probability from which a plain text is grouped.</param>
public sealed class Clusters(double plainFrom = Clusters.PlainDuplicateFrom)
{
    /// <summary>Probability from which two crashes are grouped. Tuned on bugs before 2020-06, see docs/duplicates.md.</summary>
    public const double DuplicateFrom = 0.6;

    /// <summary>The same where one of the two came as plain text: what those trees learned from is partly made up, so they are believed later.</summary>
    public const double PlainDuplicateFrom = 0.65;

    /// <summary>Probability from which a cluster is worth a look.</summary>
    public const double PossibleFrom = 0.15;

    /// <summary>The mean probability of the best members must reach this share of the bound.</summary>
    private const double MeanShare = 0.5;

    /// <summary>The same for a plain text.</summary>
    private const double PlainMeanShare = 0.7;

    /// <summary>Members that are asked.</summary>
    private const int BestMembers = 5;

    private readonly Dictionary<string, string> rootOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PeopleDecision>> decided = new(StringComparer.Ordinal);

    /// <summary>Notes what a person decided; it holds for crashes added later, and a <c>dup</c> of two known ones joins their clusters.</summary>
    public void Decide(PeopleDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        foreach (string id in (string[])[decision.A, decision.B])
        {
            List<PeopleDecision> list = decided.TryGetValue(id, out List<PeopleDecision>? known) ? known : decided[id] = [];
            list.RemoveAll(old => Other(old, decision.A) == decision.B || Other(old, decision.B) == decision.A);
            list.Add(decision);
        }

        if (decision.Same && rootOf.ContainsKey(decision.A) && rootOf.ContainsKey(decision.B))
        {
            Join(kept: Root(decision.B), gone: Root(decision.A));
        }
    }

    /// <summary>Forgets that a person gave a crash up for another.</summary>
    public void Withdraw(string id)
    {
        foreach (PeopleDecision given in decided.GetValueOrDefault(id)?.FindAll(one => one.Same && one.A == id) ?? [])
        {
            decided[given.A].Remove(given);
            decided[given.B].Remove(given);
        }
    }

    /// <summary>The first crash of the cluster that a crash is of; itself when it was never added.</summary>
    public string Root(string id) => rootOf.GetValueOrDefault(id, id);

    /// <summary>All of a cluster, oldest first.</summary>
    public IReadOnlyList<string> Members(string id) => members.TryGetValue(Root(id), out List<string>? list) ? list : [id];

    /// <summary>True for two plain texts that would be grouped.</summary>
    public static bool AreOne(DuplicateIndex known, CrashFeatures a, CrashFeatures b)
    {
        ArgumentNullException.ThrowIfNull(known);
        return a.Fingerprint == b.Fingerprint || known.Judge(a, b, 0) is { Probability: >= PlainDuplicateFrom, Specific: true };
    }

    /// <summary>What a crash with these candidates is; changes nothing.</summary>
    /// <param name="id">The crash; empty when it has none yet.</param>
    /// <param name="candidates">From <see cref="DuplicateIndex.Find"/>, best first.</param>
    public Decision Judge(string id, IReadOnlyList<Candidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        if (decided.GetValueOrDefault(id)?.Find(one => one.Same && rootOf.ContainsKey(Other(one, id)!)) is { } dup)
        {
            return new Decision(Zone.Duplicate, Root(Other(dup, id)!), candidates.FirstOrDefault(one => one.Id == Other(dup, id)));
        }

        // Best first: an id that came in again with other features counts by what is likelier.
        Dictionary<string, double> probabilities = candidates.DistinctBy(one => one.Id).ToDictionary(one => one.Id, one => one.Probability);
        foreach (Candidate candidate in candidates.TakeWhile(one => one.Probability >= PossibleFrom))
        {
            string root = Root(candidate.Id);
            if (!Forbidden(id, root))
            {
                (double bound, double share) = candidate.Plain ? (plainFrom, PlainMeanShare) : (DuplicateFrom, MeanShare);
                bool sure = candidate.Probability >= bound && candidate.Specific
                    && (candidate.Probability >= DuplicateIndex.Repeated || Mean(root, probabilities) >= bound * share);
                return new Decision(sure ? Zone.Duplicate : Zone.Possible, root, candidate);
            }
        }

        return new Decision(Zone.New, null, null);
    }

    /// <summary>Adds a crash to the cluster that was decided, or as a new one; one that was in another leaves that.</summary>
    public void Add(string id, Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (rootOf.TryGetValue(id, out string? before))
        {
            members[before].Remove(id);
            if (members[before].Count == 0)
            {
                members.Remove(before);
            }
        }

        // A cluster keeps the name of its first crash when that went elsewhere.
        string root = decision is { Zone: Zone.Duplicate, Of: { } of } ? (members.ContainsKey(of) ? of : Root(of)) : id;
        rootOf[id] = root;
        (members.TryGetValue(root, out List<string>? list) ? list : members[root] = []).Add(id);
    }

    // From the few candidates, not the members: a crash seen a hundred thousand times is judged as quickly as one seen twice.
    private double Mean(string root, Dictionary<string, double> probabilities)
    {
        int count = members.TryGetValue(root, out List<string>? list) ? list.Count : 1;
        return probabilities.Where(one => Root(one.Key) == root).Select(one => one.Value).OrderDescending().Take(BestMembers).Sum() / Math.Min(BestMembers, count);
    }

    private bool Forbidden(string id, string root) =>
        decided.TryGetValue(id, out List<PeopleDecision>? list) && list.Exists(one => !one.Same && Root(Other(one, id)!) == root);

    private static string? Other(PeopleDecision decision, string id) => decision.A == id ? decision.B : decision.B == id ? decision.A : null;

    private void Join(string kept, string gone)
    {
        if (kept != gone && members.Remove(gone, out List<string>? moved))
        {
            members[kept].AddRange(moved);
            foreach (string id in moved)
            {
                rootOf[id] = kept;
            }
        }
    }
}
