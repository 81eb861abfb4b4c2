using KB.Indexer.Bisections;
using KB.Indexer.Duplicates;
using KB.Indexer.Duplicates.Features;
using KB.Indexer.Reports;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <content>Which known crashes a report is.</content>
public sealed partial class CrashIndex
{
    /// <summary>Crashes of one text with which each further report of it is compared: a log that repeats itself repeats what came last.</summary>
    private const int MaxCompared = 16;

    /// <summary>Known crashes like a report, most likely first, each bug once.</summary>
    /// <param name="report">The report; its own text may be known.</param>
    /// <param name="top">At most so many bugs.</param>
    /// <param name="day">When it was seen, if known.</param>
    /// <param name="except">Id of a crash to leave out: that of the page on which the answer stands.</param>
    public SimilarCrashes Similar(CrashReport report, int top, DateOnly? day = null, string? except = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Similar(_duplicates.Current, report, top, day, except)!;
    }

    /// <summary>The same with the known crashes that a function gives; null when it gives none.</summary>
    private SimilarCrashes? Similar(Func<SqliteConnection, DuplicateIndex?> known, CrashReport report, int top, DateOnly? day, string? except)
    {
        TitleGraph graph = TitleGraph();
        return Read(connection =>
        {
            if (known(connection) is not { } duplicates)
            {
                return null;
            }

            List<SimilarCrash> found = Alike(connection, duplicates, report, top, day, except);
            foreach (OtherEvidence.Row row in new OtherEvidence(connection, graph).Of(report, [.. found.Select(crash => crash.Title)]).Where(row => row.Crash != except))
            {
                int at = found.FindIndex(crash => crash.Id == row.Crash);
                SimilarCrash crash = at < 0 ? new SimilarCrash(row.Crash, row.Report, row.Title, 0, []) : found[at];
                crash = crash with { Probability = Math.Round(OtherEvidence.Together(crash.Probability, row.Probability), 4), Reasons = [new Reason(true, 0, row.Reason).ToString(), .. crash.Reasons] };
                found = [.. found.Where((_, i) => i != at), crash];
            }

            found = [.. found.OrderByDescending(crash => crash.Probability).Take(top)];
            Zone zone = found is not [var best, ..] || best.Probability < Clusters.PossibleFrom ? Zone.New : best.Likely ? Zone.Duplicate : Zone.Possible;
            return new SimilarCrashes(report.Title, zone.ToString().ToLowerInvariant(), zone == Zone.New ? null : found[0].Id, found);
        });
    }

    /// <summary>Crashes with reports like one, most likely first.</summary>
    private static List<SimilarCrash> Alike(SqliteConnection connection, DuplicateIndex duplicates, CrashReport report, int top, DateOnly? day, string? except)
    {
        var found = new List<SimilarCrash>();
        foreach (Candidate one in duplicates.Find(CrashFeatures.Of(report, day), (top * 4) + 10, new FindOptions(MostReasoned: top * 2)))
        {
            if (found.Count >= top)
            {
                break;
            }

            (string Id, string Title)? crash = connection.List("SELECT c.id, c.title FROM document d JOIN crash c ON c.number = d.crash WHERE d.id = $0", row => (row.GetString(0), row.GetString(1)), one.Id)
                is [var row, ..] ? row : null;
            if (crash is { } known && known.Id != except && !found.Exists(other => other.Id == known.Id))
            {
                found.Add(new SimilarCrash(known.Id, one.Id, known.Title, Math.Round(one.Probability, 4), [.. one.Reasons.Select(reason => reason.ToString())]));
            }
        }

        return found;
    }

    /// <summary>The same for the reports of one text: those of one crash are answered once, with the first of them.</summary>
    public IReadOnlyList<(CrashReport Report, SimilarCrashes Similar)> Similar(IEnumerable<CrashReport> reports, int top)
    {
        ArgumentNullException.ThrowIfNull(reports);
        DuplicateIndex known = Read(_duplicates.Current);
        var crashes = new List<(CrashReport Report, CrashFeatures Features, int Reports)>();
        foreach (CrashReport report in reports)
        {
            CrashFeatures features = CrashFeatures.Of(report);
            int from = Math.Max(0, crashes.Count - MaxCompared), at = crashes.FindIndex(from, one => Clusters.AreOne(known, one.Features, features));
            if (at < 0)
            {
                crashes.Add((report, features, 1));
            }
            else
            {
                crashes[at] = crashes[at] with { Reports = crashes[at].Reports + 1 };
            }
        }

        return [.. crashes.Select(crash => (crash.Report, Similar(crash.Report, top) with { Reports = crash.Reports }))];
    }
}
