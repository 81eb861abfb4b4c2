namespace KB.Indexer.Bisections.Judging;

/// <summary>One tested revision at its place in history, with what crashed there.</summary>
/// <param name="Revision">The test.</param>
/// <param name="Titles">Runs that ended in each crash title.</param>
/// <param name="Crashes">All of those runs.</param>
internal sealed record WalkedRevision(Revision Revision, IReadOnlyDictionary<string, int> Titles, int Crashes);

/// <summary>Puts the tests of a bisection in the order of history, from the start on: the log has them in the order of testing.</summary>
/// <remarks>
/// Start and releases are tested newest to oldest; a search for a fix tests the start and then the newest. Git's steps lie between the last bad and the good release; each halves what is
/// left, so that the verdicts alone give their order without knowing the commits.
/// </remarks>
internal static class HistoryWalk
{
    /// <summary>Every test that ran: newest revision first, of a search for a fix oldest first.</summary>
    public static IReadOnlyList<WalkedRevision> Of(Bisection bisection)
    {
        var placed = new List<(double Place, Revision Revision)>();
        var places = new Dictionary<string, double>(StringComparer.Ordinal);
        double place = 0;
        foreach (Revision revision in bisection.Revisions.Where(revision => revision.Role is not ("step" or "merge-base" or "parent")))
        {
            place--;
            placed.Add((place, revision));
            places.TryAdd(revision.Commit, place);
            places.TryAdd(revision.Release ?? revision.Commit, place);
        }

        if (bisection.Range is { } range)
        {
            double bad = places.GetValueOrDefault(range.Bad, 0);
            double good = places.GetValueOrDefault(range.Good, place);
            PlaceSteps(bisection, placed, bad, good);
        }

        return [.. placed.OrderByDescending(each => each.Place).Where(each => each.Revision.Runs.Count > 0).Select(each => Walked(each.Revision))];
    }

    /// <summary>A test with its crash titles counted.</summary>
    public static WalkedRevision Walked(Revision revision)
    {
        Dictionary<string, int> titles = TitleCounts.Crashes(revision).ToDictionary(crash => crash.Title, crash => crash.Runs, StringComparer.Ordinal);
        return new WalkedRevision(revision, titles, titles.Values.Sum());
    }

    private static void PlaceSteps(Bisection bisection, List<(double Place, Revision Revision)> placed, double bad, double good)
    {
        (double near, double far) = bisection.Mode == "fix" ? (good, bad) : (bad, good);
        foreach (Revision revision in bisection.Revisions.Where(revision => revision.Role is "step" or "merge-base"))
        {
            double middle = (near + far) / 2;
            placed.Add((middle, revision));
            switch (revision.Verdict)
            {
                case "bad" when bisection.Mode == "cause":
                case "good" when bisection.Mode == "fix":
                    near = middle;
                    break;
                case "good" or "bad":
                    far = middle;
                    break;
            }
        }
    }
}
