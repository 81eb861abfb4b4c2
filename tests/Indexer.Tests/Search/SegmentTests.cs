using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Queries;

namespace KB.Indexer.Tests.Search;

public sealed class SegmentTests
{
    private static readonly string[] Queries =
    [
        "gadget", "fn:gadget_f7", "\"common words\"", "stack:\"gadget_f3 > tail_call\"", "file:part3.c:33", "gadget_f1*", "title:gadget_f5", "common -gadget_f2",
        "gadget_f3 or gadget_f4", "words only one",
    ];

    private static SmallIndex Index(int count)
    {
        var index = new SmallIndex();
        for (int i = 0; i < count; i++)
        {
            index.Report($"d{i}", $"WARNING in gadget_f{i % 13}", [$"gadget_f{i % 13}+0x1/0x2 lib/part{i % 5}.c:{i % 50}", $"gadget_f{i % 7}+0x1/0x2", "tail_call+0x1/0x2"],
                i % 3 == 0 ? "common words\n" : "words, common\n");
        }

        return index;
    }

    private static string Answers(Searcher searcher) => string.Join('\n', Queries.Select(query =>
    {
        SearchResult result = searcher.Search(Query.Parse(query), new SearchOptions { Take = 1000, Collapse = false });
        return $"{query} {result.Total} {string.Join(' ', result.Hits.Select(hit => hit.Document).Order())}";
    }));

    [Fact]
    public void The_answers_do_not_depend_on_how_documents_are_spread_over_segments()
    {
        using SmallIndex index = Index(1000);
        string one = Answers(index.Searcher());
        Assert.Equal(one, Answers(index.Searcher(size: 1)));
        Assert.Equal(one, Answers(index.Searcher(size: 333)));
        Assert.DoesNotMatch(@"(?m) 0 $", one);
    }

    [Fact]
    public void A_merged_segment_answers_as_its_parts_did()
    {
        using SmallIndex index = Index(1000);
        List<Segment> parts = index.Segments(size: 150);
        SegmentMerger.Merge(parts, _ => true, index.File("merged"));
        using var merged = Segment.Open(index.File("merged"));

        Assert.Equal(Answers(new Searcher(parts, index.Columns)), Answers(new Searcher([merged], index.Columns)));
        Assert.Equal((1000, 0, 999), (merged.Count, merged.First, merged.Last));
    }

    [Fact]
    public void Merging_one_segment_gives_the_same_bytes()
    {
        using SmallIndex index = Index(500);
        List<Segment> one = index.Segments();
        SegmentMerger.Merge(one, _ => true, index.File("again"));
        Assert.Equal(File.ReadAllBytes(one[0].Path), File.ReadAllBytes(index.File("again")));
    }

    [Fact]
    public void A_merge_leaves_deleted_documents_out()
    {
        using SmallIndex index = Index(500);
        SegmentMerger.Merge(index.Segments(size: 100), number => number % 2 == 0, index.File("merged"));
        using var merged = Segment.Open(index.File("merged"));
        var result = new Searcher([merged], index.Columns).Search(Query.Parse("tail_call"), new SearchOptions { Take = 1000 });
        Assert.Equal((250, 250), (merged.Count, result.Total));
        Assert.All(result.Hits, hit => Assert.Equal(0, hit.Document % 2));
    }

    [Fact]
    public void Segments_whose_numbers_interleave_are_not_merged()
    {
        using SmallIndex index = Index(20);
        List<Segment> segments = index.Segments(size: 10);
        segments.Reverse();
        Assert.Throws<ArgumentException>(() => SegmentMerger.Merge(segments, _ => true, index.File("merged")));
        Assert.False(File.Exists(index.File("merged")) || File.Exists(index.File("merged.tmp")));
    }

    [Fact]
    public void Many_small_segments_are_chosen_for_a_merge_and_few_are_not()
    {
        using SmallIndex index = Index(16);
        List<Segment> segments = index.Segments(size: 1);
        Assert.Equal(16, SegmentMerger.Choose(segments, segment => segment.Length).Count);
        Assert.Empty(SegmentMerger.Choose([.. segments.Take(7)], segment => segment.Length));
    }

    [Fact]
    public void Every_damaged_byte_of_a_segment_is_noticed()
    {
        using SmallIndex index = Index(3);
        byte[] bytes = File.ReadAllBytes(index.Segments()[0].Path);
        for (int i = 0; i < bytes.Length; i += 1 + (bytes.Length / 500))
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= 0x40;
            AssertDamaged(index, damaged);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(36)]
    [InlineData(1000)]
    public void A_cut_segment_is_noticed(int length)
    {
        using SmallIndex index = Index(3);
        AssertDamaged(index, File.ReadAllBytes(index.Segments()[0].Path)[..length]);
    }

    [Fact]
    public void Numbers_must_ascend()
    {
        var writer = new SegmentWriter();
        writer.Add(new SearchDocument { Number = 5, Id = "a", Title = "a" });
        Assert.Throws<ArgumentException>(() => writer.Add(new SearchDocument { Number = 5, Id = "b", Title = "b" }));
    }

    private static void AssertDamaged(SmallIndex index, byte[] bytes)
    {
        string path = index.File("damaged");
        File.WriteAllBytes(path, bytes);
        var exception = Assert.Throws<InvalidDataException>(() => Segment.Open(path));
        Assert.Contains(path, exception.Message);
    }
}
