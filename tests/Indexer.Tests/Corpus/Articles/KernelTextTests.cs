using KB.Indexer.Corpus.Articles;

namespace KB.Indexer.Tests.Corpus.Articles;

public sealed class KernelTextTests
{
    private static readonly (string Place, IReadOnlyList<ReferencePattern> Rows)[] Tables =
        [("text", ReferencePattern.InText), ("backticks", ReferencePattern.InBackticks), ("oops", ReferencePattern.InOops)];

    public static TheoryData<string, int> Rows
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach ((string place, IReadOnlyList<ReferencePattern> rows) in Tables)
            {
                for (int i = 0; i < rows.Count; i++)
                {
                    data.Add(place, i);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Every_pattern_finds_its_own_example(string place, int row)
    {
        ReferencePattern pattern = Tables.Single(table => table.Place == place).Rows[row];

        Assert.Equal(pattern.ExampleTarget, pattern.TargetOf(pattern.Form.Match(pattern.Example)));
    }

    [Theory]
    [InlineData("x fs/widget/core.c:30 calls widget_flush() since 0123456789ab.")]
    [InlineData("")]
    [InlineData("fs/widget/core.c:30")]
    [InlineData("a fs/widget/a.c fs/widget/b.c widget_flush()")]
    public void The_pieces_of_a_text_are_the_text(string text) => Assert.Equal(text, string.Concat(KernelText.Split(text).Select(piece => piece.Text)));

    [Fact]
    public void A_long_text_full_of_near_misses_is_cut_without_loss()
    {
        string text = string.Concat(Enumerable.Repeat("fs/a/b/c/d/e/f/g/ 0123456789abcde_ widget_( syzbot+ CVE-2024- ", 4000));

        Assert.Equal(text, string.Concat(KernelText.Split(text).Select(piece => piece.Text)));
    }
}
