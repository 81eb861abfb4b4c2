namespace KB.Indexer.Duplicates.Model;

/// <summary>What was learned: the models by name, and the log-odds that crashes of two classes (positions, smaller first) are one bug.</summary>
public sealed record Weights(IReadOnlyDictionary<string, BoostedTrees> Models, IReadOnlyDictionary<(int A, int B), float> Classes)
{
    /// <summary>For pairs with both days known, both kept by a tracker.</summary>
    public const string Dated = "dated";

    /// <summary>For pairs both kept by a tracker, a day unknown.</summary>
    public const string Undated = "undated";

    /// <summary>For pairs of which one came as plain text.</summary>
    public const string Plain = "plain";

    /// <summary>Those shipped.</summary>
    public static Weights Shipped { get; } = ReadShipped();

    /// <summary>The trait <see cref="Trait.ClassPair"/>.</summary>
    public float ClassPair(int a, int b) => Classes.TryGetValue((Math.Min(a, b), Math.Max(a, b)), out float odds) ? odds : 0;

    /// <summary>The model for a pair.</summary>
    public BoostedTrees For(ReadOnlySpan<float> traits) => Models[
        float.IsNaN(traits[(int)Trait.KeptApart]) ? Plain
        : float.IsNaN(traits[(int)Trait.DayGap]) ? Undated
        : Dated];

    private static Weights ReadShipped()
    {
        using Stream stream = typeof(Weights).Assembly.GetManifestResourceStream("weights.txt")!;
        using var text = new StreamReader(stream);
        return WeightsFile.Read(text);
    }
}
