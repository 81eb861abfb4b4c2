namespace KB.Indexer.Bisections.Judging;

/// <summary>Probability that the culprit of a bisection is right.</summary>
internal sealed class TrustModel(Weights weights)
{
    /// <summary>A commit that leaves the binary as it was cannot be the culprit, but the comparison may err.</summary>
    private const double NoopFactor = 0.1;

    private readonly LogisticModel model = weights.Model("trust");

    /// <summary>Words of culprit and crash, weighed by the table of the weights.</summary>
    public Relation Relation { get; } = new(weights.Table("words"));

    /// <summary>The probability, 0 to 1.</summary>
    public double Of(TrustFacts facts, bool? noop) => model.Probability(facts.Numbers()) * (noop == true ? NoopFactor : 1);

    /// <summary>What a fact adds to the log odds, compared with the mean bisection.</summary>
    public double Push(string fact, TrustFacts facts)
    {
        int index = Array.IndexOf(TrustFacts.Names, fact);
        FactWeight weight = model.Facts[index];
        return weight.Weight * (facts.Numbers()[index] - weight.Mean);
    }
}
