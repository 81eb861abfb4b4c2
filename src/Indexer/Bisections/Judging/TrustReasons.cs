using System.Globalization;

namespace KB.Indexer.Bisections.Judging;

/// <summary>Says in a maintainer's words why the end of a bisection is trusted or not.</summary>
internal static class TrustReasons
{
    private const double Told = 0.15; // log odds below which a fact is not worth a line
    private const int ManySkips = 3;
    private const int NoiseBisections = 5;
    private const int Named = 3; // tests that a reason names

    /// <summary>The reasons, strongest first.</summary>
    public static IReadOnlyList<string> Of(Bisection bisection, TrustFacts facts, TrustModel model, TitleGraph graph)
    {
        var reasons = new List<(double Strength, string Text)>();
        if (bisection.Noop == true)
        {
            reasons.Add((10, "culprit and parent gave the same kernel binary: the commit changed nothing that runs"));
        }

        if (bisection.Result.Kind == "culprit")
        {
            reasons.AddRange(Weighed(bisection, facts, model));
        }

        reasons.AddRange(Crashes(bisection, facts, graph));
        if (facts.Skips >= ManySkips)
        {
            reasons.Add((0.3, $"{facts.Skips} commits on the way could not be tested"));
        }

        if (bisection is { Mode: "fix", Result.Kind: "culprit" })
        {
            reasons.Add((0.2, "how far to believe a bisection was learned from searches for causes, this one searched for a fix"));
        }

        if (bisection.Flaky)
        {
            reasons.Add((0.25, "the log itself calls the reproducer flaky"));
        }

        return [.. reasons.OrderByDescending(reason => reason.Strength).Select(reason => reason.Text).Distinct()];
    }

    private static IEnumerable<(double Strength, string Text)> Weighed(Bisection bisection, TrustFacts facts, TrustModel model)
    {
        double relation = model.Push("relation", facts);
        if (Math.Abs(relation) > Told)
        {
            yield return (Math.Abs(relation), relation > 0
                ? $"the culprit is about what crashed: {string.Join(", ", model.Relation.Shared(bisection, 3))}"
                : "nothing in subject and files of the culprit has to do with the crash");
        }

        double releases = model.Push("releases", facts);
        if (facts.Releases > 0 && Math.Abs(releases) > Told)
        {
            yield return (Math.Abs(releases), releases > 0
                ? $"the search ended in the newest {Count(facts.Releases, "release")}"
                : $"the search went {Count(facts.Releases, "release")} back, to kernels that may not run the reproducer or crash in other ways");
        }

        if (facts.IsInstrument)
        {
            yield return (Math.Abs(model.Push("instrument", facts)), "the culprit changes what is checked, injected or built: it may only have made the bug visible");
        }

        if (facts.IsMerge || facts.IsReleaseTag)
        {
            yield return (Math.Abs(model.Push("merge", facts)), facts.IsMerge ? "the culprit is a merge" : "the culprit is a release tag");
        }
    }

    private static IEnumerable<(double Strength, string Text)> Crashes(Bisection bisection, TrustFacts facts, TitleGraph graph)
    {
        if (bisection.FinalCrash is { Title.Length: > 0 } final)
        {
            double alike = facts.Start.Resembles(final.Title);
            yield return alike >= StartTitles.SamePlace ? (0.4, "the final crash is the crash the bisection started from")
                : facts.EndsAsItBegan ? (0.3, $"the final crash, {final.Title}, was seen at the start too, but any bug can end so")
                : alike > 0.5 ? (0.3, $"the final crash, {final.Title}, is only like the crash the bisection started from")
                : (2.5, $"the final crash, {final.Title}, is not the crash the bisection started from");
        }

        foreach (Decision decision in facts.Decisions.Where(each => each is { Crashed: true, Likeness: < 0.5 } && each.Revision.Role != "start").Take(Named))
        {
            if (decision.MainTitle is null)
            {
                yield return (1, $"{decision.Name} was called {decision.Revision.Verdict} {decision.Ground}");
                continue;
            }

            int seen = graph.SeenIn(decision.MainTitle).Count;
            string noise = seen >= NoiseBisections && graph.StartsOf(decision.MainTitle) * 4 < seen ? $", background noise of {seen} bisections" : "";
            yield return (2, $"{decision.Name} was called {decision.Revision.Verdict} for {decision.MainTitle}{noise}");
        }

        Decision[] single = [.. facts.Decisions.Where(each => each is { Crashed: true, Crashes: 1, Likeness: >= 0.5 } && each.Revision.RunCount > 4)];
        if (single.Length > 0)
        {
            string runs = string.Join(" or ", single.Take(Named).Select(each => each.Revision.RunCount).Distinct());
            yield return (1, $"one crash in {runs} runs decided {Names(single)}");
        }

        Decision[] disturbed = [.. facts.Decisions.Where(each => !each.Crashed && 2 * each.Ok < each.Revision.RunCount)];
        if (disturbed.Length > 0)
        {
            yield return (0.8, $"{Names(disturbed)} {(disturbed.Length == 1 ? "was" : "were")} called {disturbed[0].Revision.Verdict} although most runs failed before the test");
        }
    }

    private static string Names(IEnumerable<Decision> decisions) => string.Join(", ", decisions.Take(Named).Select(each => each.Name));

    private static string Count(int count, string noun) =>
        count == 1 ? noun : string.Create(CultureInfo.InvariantCulture, $"{count} {noun}s");
}
