using System.Globalization;
using System.Text;
using KB.Indexer.Bisections.Judging;

namespace BisectionTraining;

/// <summary>The text that ships: one section a model, one line a fact, the figures as comments above.</summary>
internal sealed class WeightsFile
{
    private readonly StringBuilder text = new("""
        # Weights of sameBug and trust. Written by bench/BisectionTraining, read by KB.Indexer.Bisections.Judging.Weights.
        # Learned from the 342 cause bisection logs at hand of syzbot's bugs reported before 2020-06, with the fixes and true causes
        # of these bugs as published with a study of cause bisection (FSE 2024).
        # A line: fact, weight in log odds per unit, mean of the fact where it was learned.

        """);

    public void Section(string name, string comment)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n[{name}]\n");
        Console.WriteLine($"{name}: {comment}");
        text.Append(CultureInfo.InvariantCulture, $"# {comment}\n");
    }

    public void Number(string name, double value) => text.Append(CultureInfo.InvariantCulture, $"{name} {value:0.####}\n");

    public void Model(LogisticModel model)
    {
        Number("bias", model.Bias);
        foreach (FactWeight fact in model.Facts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{fact.Fact} {fact.Weight:0.####} {fact.Mean:0.####}\n");
        }
    }

    public override string ToString() => text.ToString();
}
