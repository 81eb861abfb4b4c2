using KB.Indexer.Duplicates;
using KB.Indexer.Duplicates.Features;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>Tells the writer which known crash a report belongs to. Loaded from the catalogue when the first report comes.</summary>
internal sealed class Grouping(SqliteConnection connection)
{
    /// <summary>Candidates that a cluster is judged by.</summary>
    private const int Candidates = 50;

    private readonly DuplicateIndex _index = new();
    private readonly Clusters _clusters = new();
    private readonly HashSet<string> _forgotten = new(StringComparer.Ordinal);
    // Of each bug of a tracker, a report of each crash that names it, up to one more than are believed.
    private readonly Dictionary<uint, List<string>> _naming = [];
    private bool _loaded;

    /// <summary>Decides where a new report belongs and remembers it there.</summary>
    public Duplicates.Decision Place(string id, CrashFeatures features)
    {
        Load();
        _forgotten.Remove(id);
        // What comes again and again needs no search, unless people keep it apart.
        Duplicates.Decision decision = _index.FindSame(features) is { } same && !_forgotten.Contains(same.Id) ? _clusters.Judge(id, [same]) : new(Zone.New, null, null);
        if (decision.Zone != Zone.Duplicate)
        {
            decision = _clusters.Judge(id, WithNamed(features, _index.Find(features, Candidates, new FindOptions(Exclude: _forgotten.Count == 0 ? null : _forgotten.Contains, MostReasoned: 3, ReasonedFrom: Clusters.PossibleFrom, Measured: FindOptions.MeasuredToGroup))));
        }

        _clusters.Add(id, decision);
        Remember(id, features);
        return decision;
    }

    /// <summary>Remembers a report that is read again where it was before.</summary>
    public void Return(string id, string crash, CrashFeatures features)
    {
        Load();
        _forgotten.Remove(id);
        Put(id, crash);
        Remember(id, features);
    }

    /// <summary>Follows what a person decided, a row of the catalogue.</summary>
    public void Follow(string kind, string crash, string? other)
    {
        if (!_loaded)
        {
            return;
        }

        if (kind == "undup")
        {
            _clusters.Withdraw(crash);
        }
        else if (kind is "dup" or "not-dup" && other is not null)
        {
            _clusters.Decide(new PeopleDecision(kind == "dup", crash, other, "", default, ""));
        }
    }

    /// <summary>Follows a split: these reports are a crash of their own.</summary>
    public void Move(IEnumerable<string> reports, string crash)
    {
        foreach (string report in _loaded ? reports : [])
        {
            Put(report, crash);
        }
    }

    /// <summary>Leaves a removed report out from now on.</summary>
    public void Forget(string id) => _forgotten.Add(id);

    /// <summary>The reasons of a merge in words.</summary>
    public static string Why(Duplicates.Decision decision) => decision.Candidate is { } candidate
        ? FormattableString.Invariant($"probability {candidate.Probability:0.00} with {candidate.Id}; {string.Join("; ", candidate.Reasons)}")
        : "decided by a person";

    /// <summary>The candidates, best first, where those that may be the crash by likeness, and whose crash names a bug of a tracker which it names too, are likelier.</summary>
    private IReadOnlyList<Candidate> WithNamed(CrashFeatures features, IReadOnlyList<Candidate> found)
    {
        Dictionary<string, uint> bugs = features.Trackers.SelectMany(bug => Naming(bug).Select(report => (Crash: _clusters.Root(report), bug)))
            .DistinctBy(row => row.Crash).ToDictionary(row => row.Crash, row => row.bug);
        Candidate Weighed(Candidate one) => one.Probability >= Clusters.PossibleFrom && bugs.TryGetValue(_clusters.Root(one.Id), out uint bug)
            ? one with
            {
                Probability = OtherEvidence.Together(one.Probability, OtherEvidence.SameTracker),
                Reasons = [new Reason(true, 0, $"both name {features.Names?.GetValueOrDefault(bug) ?? "a bug of a tracker"}"), .. one.Reasons],
            }
            : one;
        return bugs.Count == 0 ? found : [.. found.Select(Weighed).OrderByDescending(one => one.Probability)];
    }

    private List<string> Naming(uint bug) => _naming.GetValueOrDefault(bug) is { Count: <= OtherEvidence.MostNamed } reports ? reports : [];

    private void Remember(string id, CrashFeatures features)
    {
        _index.Add(id, features);
        foreach (uint bug in features.Trackers)
        {
            List<string> reports = _naming.TryGetValue(bug, out List<string>? known) ? known : _naming[bug] = [];
            if (reports.Count <= OtherEvidence.MostNamed && !reports.Exists(other => _clusters.Root(other) == _clusters.Root(id)))
            {
                reports.Add(id);
            }
        }
    }

    private void Load()
    {
        if (_loaded)
        {
            return;
        }

        _loaded = true;
        // Before the reports: those of them that are known are where the catalogue says, undone or not.
        foreach (PeopleDecision decision in connection.List("""
            SELECT kind, crash, other, who, at, why FROM decision d WHERE kind IN ('dup', 'not-dup') AND other IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM decision u WHERE u.kind = 'undup' AND u.crash = d.crash AND u.number > d.number) ORDER BY number
            """,
            row => new PeopleDecision(row.GetString(0) == "dup", row.GetString(1), row.GetString(2), row.GetString(3), default, row.TextOrNull(5) ?? "")))
        {
            _clusters.Decide(decision);
        }

        foreach (StoredFeatures stored in StoredFeatures.From(connection, 0))
        {
            Put(stored.Id, stored.Crash);
            Remember(stored.Id, stored.Features);
        }
    }

    private void Put(string id, string crash) =>
        _clusters.Add(id, crash == id ? new Duplicates.Decision(Zone.New, null, null) : new Duplicates.Decision(Zone.Duplicate, crash, null));
}
