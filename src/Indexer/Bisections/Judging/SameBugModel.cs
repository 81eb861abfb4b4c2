namespace KB.Indexer.Bisections.Judging;

/// <summary>Probability that a crash title of a log is the bug being bisected.</summary>
internal sealed class SameBugModel(Weights weights)
{
    private readonly LogisticModel amongMany = weights.Model("same-bug");
    private readonly LogisticModel alone = weights.Model("same-bug-alone");
    private readonly double sole = weights.Value("same-bug-start", "sole");

    /// <summary>The probability, 0 to 1, judged with all bisections of the graph.</summary>
    /// <remarks>The one title that a bisection starts from is nearly always the bug itself, whatever else is known of it.</remarks>
    public double Of(TitleGraph graph, BisectionTitles log, string title)
    {
        LogisticModel model = graph.Count < AliasFacts.FewBisections ? alone : amongMany;
        double probability = model.Probability(AliasFacts.Of(graph, log, title));
        bool isSole = log.Start.Count == 1 && log.Start.ContainsKey(title) && !TitleWords.IsPlaceless(title);
        return isSole ? sole + ((1 - sole) * probability) : probability;
    }
}
