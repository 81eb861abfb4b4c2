using System.Globalization;

namespace KB.Indexer.Duplicates.Model;

/// <summary>The weights as text, one thing a line: <c>model NAME BIAS</c>, <c>tree</c>, <c>ask TRAIT BOUND below|else (where unknown goes) BELOW ELSE VALUE</c>,
/// <c>leaf VALUE</c>, <c>classes A B LOGODDS</c>; lines that start with # tell where they come from.</summary>
public static class WeightsFile
{
    /// <summary>Reads weights.</summary>
    /// <exception cref="FormatException">A line is none of those above, with its number.</exception>
    public static Weights Read(TextReader text)
    {
        var models = new Dictionary<string, BoostedTrees>(StringComparer.Ordinal);
        var classes = new Dictionary<(int, int), float>();
        List<List<TreeNode>> trees = [];
        string model = "";
        double bias = 0;
        void Close()
        {
            if (model.Length > 0)
            {
                models[model] = new BoostedTrees(bias, trees);
                trees = [];
            }
        }

        int number = 0;
        for (string? line; (line = text.ReadLine()) is not null;)
        {
            number++;
            switch (line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                case [] or ["#", ..]:
                    break;
                case ["model", var name, var start]:
                    Close();
                    (model, bias) = (name, Double(start));
                    break;
                case ["tree"]:
                    trees.Add([]);
                    break;
                case ["ask", var trait, var bound, var unknown, var below, var other, var value] when Enum.TryParse(trait, out Trait known):
                    trees[^1].Add(new TreeNode((int)known, (float)Double(bound), unknown == "below", Whole(below), Whole(other), Double(value)));
                    break;
                case ["leaf", var value]:
                    trees[^1].Add(new TreeNode(-1, 0, false, 0, 0, Double(value)));
                    break;
                case ["classes", var a, var b, var odds]:
                    classes[(Whole(a), Whole(b))] = (float)Double(odds);
                    break;
                default:
                    throw new FormatException($"weights, line {number}: {line}");
            }
        }

        Close();
        return new Weights(models, classes);
    }

    /// <summary>Writes weights after a comment.</summary>
    public static void Write(TextWriter text, Weights weights, IEnumerable<string> comment)
    {
        foreach (string line in comment)
        {
            text.Write($"# {line}\n");
        }

        foreach (((int a, int b), float odds) in weights.Classes.OrderBy(row => row.Key))
        {
            text.Write(Invariant($"classes {a} {b} {odds:0.###}\n"));
        }

        foreach ((string name, BoostedTrees model) in weights.Models)
        {
            text.Write(Invariant($"model {name} {model.Bias:0.####}\n"));
            foreach (IReadOnlyList<TreeNode> tree in model.Trees)
            {
                text.Write("tree\n");
                foreach (TreeNode node in tree)
                {
                    text.Write(node.IsLeaf
                        ? Invariant($"leaf {node.Value:0.#####}\n")
                        : Invariant($"ask {(Trait)node.Trait} {node.Bound:G6} {(node.UnknownBelow ? "below" : "else")} {node.Below} {node.Else} {node.Value:0.#####}\n"));
                }
            }
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static double Double(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
