using System.Text;
using KB.Indexer.Search;
using KB.Indexer.Search.Engine;
using KB.Site.Pages;

namespace KB.Site.Api;

/// <summary>A page of search results as plain text.</summary>
internal static class SearchText
{
    /// <summary>Address and title of each hit in a line, what is known of it and its matching lines indented below.</summary>
    public static string Plain(SearchRequest request, FoundPage found)
    {
        var text = new StringBuilder($"{found.Total} for {found.Query}{(found.Relaxed ? " (nothing holds all of it; these hold most)" : "")}\n");
        foreach (string ignored in found.Ignored)
        {
            text.Append($"left out: {ignored}\n");
        }

        text.Append(found.Suggestion is { } suggestion ? $"did you mean: {suggestion}\n" : "");
        foreach (FoundDocument hit in found.Hits)
        {
            text.Append($"{hit.Url}  {hit.Title}\n    {(hit.Kind == "report" ? hit.Status : hit.Kind)}{SearchModel.Facts(hit)}{string.Concat(hit.Trackers.Select(tracker => " · " + tracker))}\n");
            text.AppendJoin("", hit.Lines.Select(line => $"      {line.Text}\n"));
        }

        foreach (Facet facet in found.Facets.Where(facet => facet.Values.Count > 1))
        {
            text.Append($"{facet.Name}: {string.Join(", ", facet.Values.Select(value => $"{value.Name} {value.Count}"))}\n");
        }

        return text.AppendJoin("", request.Neighbours(found, ".txt").Select(page => $"{page.Relation}: {page.Address}\n")).ToString();
    }
}
