namespace KB.Indexer.Bisections.Judging;

/// <summary>The models behind the judgements, made from one set of weights.</summary>
internal sealed class JudgingModels(Weights weights)
{
    private static readonly Lazy<JudgingModels> Loaded = new(() => new JudgingModels(Weights.Shipped));

    /// <summary>Those that ship; read when first asked for.</summary>
    public static JudgingModels Shipped => Loaded.Value;

    public SameBugModel SameBug { get; } = new(weights);

    public TrustModel Trust { get; } = new(weights);
}
