using KB.Indexer.Search;
using KB.Indexer.Search.Engine;
using KB.Site.Pages;

namespace KB.Site.Api;

/// <summary>A search as its address asks for it.</summary>
/// <param name="Query">The query.</param>
/// <param name="Page">Page from 1.</param>
/// <param name="Sort">Order of the results.</param>
internal sealed record SearchRequest(string Query, int Page, SearchSort Sort)
{
    /// <summary>Nothing in an address is an error: what is not understood is the default.</summary>
    public static SearchRequest Of(string? q, string? p, string? sort) => new(
        (q ?? "").Trim(), int.TryParse(p, out int page) ? Math.Clamp(page, 1, SearchModel.LastPage) : 1,
        Enum.TryParse(sort, ignoreCase: true, out SearchSort order) && Enum.IsDefined(order) ? order : SearchSort.Relevance);

    /// <summary>What is found, with the ways to narrow it.</summary>
    public FoundPage Find(CrashIndex index) => index.Search(Query, (Page - 1) * SearchModel.PageSize, SearchModel.PageSize, Sort, facets: true);

    /// <summary>The address of a page of this search; <paramref name="ending"/> is that of a twin.</summary>
    public string Address(string ending, int page) =>
        $"/search{ending}?q={Uri.EscapeDataString(Query)}{(Sort == SearchSort.Relevance ? "" : $"&sort={Sort}")}{(page > 1 ? $"&p={page}" : "")}";

    /// <summary>The pages before and after: <c>prev</c>, <c>next</c>, and their addresses.</summary>
    public IEnumerable<(string Relation, string Address)> Neighbours(FoundPage found, string ending)
    {
        if (Page > 1)
        {
            yield return ("prev", Address(ending, Page - 1));
        }

        if (Page * SearchModel.PageSize < found.Total && Page < SearchModel.LastPage)
        {
            yield return ("next", Address(ending, Page + 1));
        }
    }
}
