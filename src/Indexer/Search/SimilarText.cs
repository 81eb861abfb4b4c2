using System.Globalization;
using System.Text;

namespace KB.Indexer.Search;

/// <summary>The answer to "is this known?" as plain text, for a terminal or <c>curl</c>.</summary>
public static class SimilarText
{
    /// <summary>The title and decision, then each candidate with its probability, page and reasons.</summary>
    public static string Of(SimilarCrashes similar)
    {
        ArgumentNullException.ThrowIfNull(similar);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{similar.Title}{(similar.Reports > 1 ? $" ({similar.Reports} reports)" : "")}: {similar.Decision}\n");
        foreach (SimilarCrash crash in similar.Candidates)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{crash.Probability,4:0%}  {crash.Title}\n      {crash.Url}\n");
            foreach (string reason in crash.Reasons)
            {
                text.Append(CultureInfo.InvariantCulture, $"      {reason}\n");
            }
        }

        return text.ToString();
    }
}
