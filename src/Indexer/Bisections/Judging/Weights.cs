using System.Globalization;

namespace KB.Indexer.Bisections.Judging;

/// <summary>One fact of a model: its weight in log odds per unit, and its mean where it was learned.</summary>
internal sealed record FactWeight(string Fact, double Weight, double Mean);

/// <summary>A logistic model over named facts.</summary>
internal sealed record LogisticModel(double Bias, IReadOnlyList<FactWeight> Facts)
{
    /// <summary>Probability for these facts, in the order of <see cref="Facts"/>.</summary>
    public double Probability(IReadOnlyList<double> facts)
    {
        double odds = Bias;
        for (int i = 0; i < Facts.Count; i++)
        {
            odds += Facts[i].Weight * facts[i];
        }

        return 1 / (1 + Math.Exp(-Math.Clamp(odds, -30, 30)));
    }
}

/// <summary>The learned numbers behind sameBug and trust: <c>weights.txt</c>, written by the training program.</summary>
/// <remarks>Lines: <c>[section]</c>, <c>name value [mean]</c>, <c># comment</c>. Read once, when first asked for.</remarks>
internal sealed class Weights
{
    private static readonly Lazy<Weights> Loaded = new(Load);
    private readonly Dictionary<string, List<(string Name, double Value, double Mean)>> sections = new(StringComparer.Ordinal);

    private Weights(TextReader reader)
    {
        List<(string, double, double)> rows = [];
        while (reader.ReadLine() is { } line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 1 && words[0].StartsWith('['))
            {
                sections[words[0].Trim('[', ']')] = rows = [];
            }
            else if (words.Length > 1 && words[0] != "#")
            {
                rows.Add((words[0], Number(words[1]), words.Length > 2 ? Number(words[2]) : 0));
            }
        }
    }

    /// <summary>The numbers that ship.</summary>
    public static Weights Shipped => Loaded.Value;

    /// <summary>Numbers from a text, for the training program.</summary>
    public static Weights Parse(string text) => new(new StringReader(text));

    /// <summary>The model of a section; its <c>bias</c> row is the bias.</summary>
    public LogisticModel Model(string section)
    {
        List<(string Name, double Value, double Mean)> rows = sections[section];
        return new LogisticModel(
            rows.First(row => row.Name == "bias").Value,
            [.. rows.Where(row => row.Name != "bias").Select(row => new FactWeight(row.Name, row.Value, row.Mean))]);
    }

    /// <summary>One number of a section.</summary>
    public double Value(string section, string name) => sections[section].First(row => row.Name == name).Value;

    /// <summary>The numbers of a section by name.</summary>
    public IReadOnlyDictionary<string, double> Table(string section) =>
        sections[section].ToDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Weights Load()
    {
        using Stream stream = typeof(Weights).Assembly.GetManifestResourceStream("bisection-weights.txt")!;
        using var reader = new StreamReader(stream);
        return new Weights(reader);
    }
}
