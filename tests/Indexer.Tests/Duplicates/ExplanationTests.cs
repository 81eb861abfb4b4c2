using KB.Indexer.Duplicates.Comparing;
using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Duplicates;

public sealed class ExplanationTests
{
    private readonly Comparison _comparison = Explanation.Compare(
        Crashes.Through("WARNING in leek_grow", "leek_grow", "leek_inlined", "leek_plant", "garden_ioctl") with { Task = new TaskInfo("gardener", 7, 0) },
        Crashes.Through("WARNING in leek_grow", "leek_grow", "leek_plant", "garden_timer") with { Kernel = new KernelInfo { Release = "6.1.0" } });

    [Fact]
    public void Shared_frames_stand_in_one_row_and_others_alone()
    {
        Assert.Equal(
            ["leek_grow=leek_grow", "leek_inlined=", "leek_plant=leek_plant", "garden_ioctl=", "=garden_timer"],
            _comparison.Stacks.Single().Rows.Select(row => $"{row.A?.Function}={row.B?.Function}"));
        Assert.All(_comparison.Stacks.Single().Rows, row => Assert.Equal(row.Shared, row.Rarity is not null));
    }

    [Fact]
    public void Facts_differ_only_where_both_tell()
    {
        Assert.True(_comparison.Facts.Single(fact => fact.Name == "kernel").Differs);
        Assert.False(_comparison.Facts.Single(fact => fact.Name == "task").Differs);
        Assert.False(_comparison.Facts.Single(fact => fact.Name == "title").Differs);
    }

    [Theory]
    [InlineData("Write", 8, "Write of 8 bytes")]
    [InlineData("Write", null, "Write")]
    [InlineData(null, null, null)]
    public void An_access_says_what_is_known_of_it(string? kind, int? size, string? said)
    {
        CrashReport report = Crashes.Through("WARNING in leek_grow", "leek_grow") with { Access = new AccessInfo(kind, size, "10") };

        Assert.Equal(said, Explanation.Compare(report, report).Facts.SingleOrDefault(fact => fact.Name == "access")?.A);
    }

    [Fact]
    public void The_text_marks_shared_frames_and_differing_facts()
    {
        string text = ComparisonText.Of(_comparison);

        Assert.Contains("= 1.00  leek_plant", text, StringComparison.Ordinal);
        Assert.Contains("! kernel: 5.4.0 | 6.1.0", text, StringComparison.Ordinal);
        Assert.Contains("  task: gardener | ?", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Crashes_without_stacks_compare_too()
    {
        Comparison empty = Explanation.Compare(new CrashReport { Id = "a", Title = "" }, new CrashReport { Id = "b", Title = "" });

        Assert.Empty(empty.Stacks);
        Assert.InRange(empty.Probability, 0, 0.9);
    }
}
