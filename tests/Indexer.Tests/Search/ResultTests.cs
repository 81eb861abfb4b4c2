using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Queries;

namespace KB.Indexer.Tests.Search;

public sealed class ResultTests
{
    private static SmallIndex Repeats()
    {
        var index = new SmallIndex();
        for (int i = 0; i < 6; i++)
        {
            index.Report($"r{i}", "WARNING in gadget_poll", ["gadget_poll+0x1/0x2"], values: new DocumentValues
            {
                Crash = i / 2,
                Type = "WARNING",
                Release = i % 2 == 0 ? "5.4.0" : "5.10.0",
                Arch = "x86_64",
                Day = 18000 + (i * 40),
                Flags = i == 5 ? DocumentFlags.Fixed : DocumentFlags.Open,
                Repeats = i == 2 ? 100 : 1,
            });
        }

        return index;
    }

    [Fact]
    public void Repeats_are_one_hit_and_facets_count_clusters()
    {
        using SmallIndex index = Repeats();
        SearchResult result = index.Result("gadget_poll");

        Assert.Equal((3, 6), (result.Total, result.Documents));
        Assert.All(result.Hits, hit => Assert.Equal(2, hit.Matches));
        Assert.Equal("5.10.0=3 5.4.0=3", Values(result, "release"));
        Assert.Equal("WARNING=3", Values(result, "type"));
        Assert.Equal("open=3 fixed=1", Values(result, "status"));
    }

    [Fact]
    public void Every_document_is_a_hit_when_asked_for()
    {
        using SmallIndex index = Repeats();
        Assert.Equal(6, index.Result("gadget_poll", new SearchOptions { Collapse = false }).Total);
    }

    [Fact]
    public void Behind_the_last_page_stands_nothing()
    {
        using SmallIndex index = Repeats();
        SearchResult result = index.Result("gadget_poll", new SearchOptions { Skip = int.MaxValue });

        Assert.Equal((3, 0), (result.Total, result.Hits.Count));
    }

    [Fact]
    public void Searches_after_each_other_do_not_disturb_each_other()
    {
        using SmallIndex index = Repeats();
        Searcher searcher = index.Searcher(size: 2);
        var query = Query.Parse("gadget_poll");
        foreach (bool collapse in new[] { true, false, true, false, true })
        {
            Assert.Equal(collapse ? 3 : 6, searcher.Search(query, new SearchOptions { Collapse = collapse }).Total);
        }
    }

    [Theory]
    [InlineData(SearchSort.Newest, "2 1 0")]
    [InlineData(SearchSort.MostSeen, "1 2 0")]
    public void Clusters_sort(SearchSort sort, string crashes)
    {
        using SmallIndex index = Repeats();
        SearchResult result = index.Result("gadget_poll", new SearchOptions { Sort = sort });
        Assert.Equal(crashes, string.Join(' ', result.Hits.Select(hit => hit.Crash)));
    }

    [Fact]
    public void Pages_follow_each_other_without_gap_or_repeat()
    {
        using SmallIndex index = Repeats();
        var all = index.Result("gadget_poll").Hits;
        var pages = Enumerable.Range(0, 4).SelectMany(skip => index.Result("gadget_poll", new SearchOptions { Skip = skip, Take = 1 }).Hits);
        Assert.Equal(all, pages);
    }

    [Fact]
    public void A_facet_narrows_to_what_it_counted()
    {
        using SmallIndex index = Repeats();
        FacetValue[] values = [.. index.Result("gadget_poll").Facets.SelectMany(facet => facet.Values)];
        Assert.True(values.Length > 5, $"{values.Length} values");
        foreach (FacetValue value in values)
        {
            Assert.Equal(value.Count, index.Result("gadget_poll " + value.Query).Total);
        }
    }

    [Fact]
    public void A_histogram_has_no_gaps()
    {
        using SmallIndex index = Repeats();
        IReadOnlyList<HistogramBar> bars = index.Result("gadget_poll").Histogram;
        Assert.Equal("2019-04 2019-05 2019-06 2019-07 2019-08 2019-09 2019-10", string.Join(' ', bars.Select(bar => bar.Label)));
        Assert.Equal(6, bars.Sum(bar => bar.Count));
    }

    [Fact]
    public void A_deleted_document_is_not_found()
    {
        using SmallIndex index = Repeats().Delete("r0").Delete("r1");
        Assert.Equal(2, index.Result("gadget_poll").Total);
    }

    [Fact]
    public void A_query_of_nothing_finds_nothing()
    {
        using SmallIndex index = Repeats();
        Assert.Equal(0, index.Result("  & -").Total);
        Assert.Equal(3, index.Result("*").Total);
    }

    private static string Values(SearchResult result, string facet) =>
        string.Join(' ', result.Facets.Single(f => f.Name == facet).Values.Select(value => $"{value.Name}={value.Count}"));
}
