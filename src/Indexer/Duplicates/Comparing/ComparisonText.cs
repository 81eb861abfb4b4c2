using System.Globalization;
using System.Text;
using KB.Indexer.Reports;

namespace KB.Indexer.Duplicates.Comparing;

/// <summary>A comparison as plain text, for a terminal.</summary>
public static class ComparisonText
{
    private const int Column = 56;

    /// <summary>The text: probability, reasons, stacks side by side (<c>=</c> marks shared frames), facts that differ (<c>!</c>).</summary>
    public static string Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"A: {comparison.A.Title}\nB: {comparison.B.Title}\nprobability of one bug: {comparison.Probability:0.00}\n");
        foreach (Reason reason in comparison.Reasons)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {reason}\n");
        }

        foreach (StackPair pair in comparison.Stacks)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{pair.Kind}\n");
            foreach (FrameRow row in pair.Rows)
            {
                string rarity = row.Rarity is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : "    ";
                string line = $"{(row.Shared ? '=' : ' ')} {rarity}  {Cell(row.A),-Column} {Cell(row.B)}";
                text.Append(line.AsSpan().TrimEnd()).Append('\n');
            }
        }

        text.Append('\n');
        foreach (FactRow fact in comparison.Facts.Where(fact => fact.A != fact.B))
        {
            text.Append(CultureInfo.InvariantCulture, $"{(fact.Differs ? '!' : ' ')} {fact.Name}: {fact.A ?? "?"} | {fact.B ?? "?"}\n");
        }

        return text.ToString();
    }

    private static string Cell(StackFrame? frame)
    {
        string text = frame is null ? "" : frame.File is null ? frame.Function + (frame.Module is null ? "" : $" [{frame.Module}]") : $"{frame.Function} {frame.File}:{frame.Line}";
        return text.Length < Column ? text : text[..(Column - 1)] + "…";
    }
}
