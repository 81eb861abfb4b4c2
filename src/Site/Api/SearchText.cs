using System.Text;
using KB.Indexer.Search;

namespace KB.Site.Api;

/// <summary>A page of search results as plain text.</summary>
internal static class SearchText
{
    /// <summary>One line a hit: address and title.</summary>
    public static string Plain(FoundPage found)
    {
        var text = new StringBuilder($"{found.Total} for {found.Query}\n");
        foreach (FoundDocument hit in found.Hits)
        {
            text.Append($"{hit.Url}  {hit.Title}\n");
        }

        return text.ToString();
    }
}
