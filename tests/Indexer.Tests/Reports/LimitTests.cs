using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

/// <summary>Bounds of what a report is called by.</summary>
public sealed class LimitTests
{
    [Fact]
    public void White_space_at_the_end_of_lines_does_not_change_the_id() => Assert.Equal(ReportId.Of("BUG: a\nCPU: 1\n"), ReportId.Of("BUG: a \t\r\nCPU: 1  \n\n"));

    [Fact]
    public void An_id_that_is_given_has_a_longest_length()
    {
        Assert.True(ReportId.IsValid(new string('a', ReportId.MaxGiven)));
        Assert.False(ReportId.IsValid(new string('a', ReportId.MaxGiven + 1)));
    }

    [Fact]
    public void A_title_without_end_is_cut() => Assert.Equal(256, TitleText.Sanitize(string.Concat(Enumerable.Repeat("word-", 1000))).Length);
}
