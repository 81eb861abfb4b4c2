using KB.Indexer.Bisections;

namespace KB.Indexer.Tests.Bisections;

public sealed class LogLinesTests
{
    public static TheoryData<string> Examples => [.. LogLines.All.Select(row => row.Example)];

    [Theory, MemberData(nameof(Examples))]
    public void Every_kind_of_line_reads_its_own_example(string example)
    {
        LogLine own = LogLines.All.Single(row => row.Example == example);

        LogLine? taken = LogLines.All.FirstOrDefault(row =>
            example.StartsWith(row.Opening, StringComparison.Ordinal) && row.Read(DraftFor(row), example[row.Opening.Length..]));

        Assert.Same(own, taken);
    }

    [Theory]
    [InlineData("5h40m15.5s", 20415.5)]
    [InlineData("45.1s", 45.1)]
    [InlineData("250ms", 0.25)]
    [InlineData("0s", 0.0)]
    public void A_Go_duration_gives_seconds(string text, double seconds) => Assert.Equal(seconds, GoText.Seconds(text)!.Value, 9);

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("h5")]
    [InlineData("1x")]
    [InlineData("1.2.3s")]
    public void Other_text_is_no_duration(string text) => Assert.Null(GoText.Seconds(text));

    private static BisectionDraft DraftFor(LogLine row)
    {
        var draft = new BisectionDraft();
        if (row.Opening != "error: ")
        {
            draft.Test(Logs.A, null);
        }

        return draft;
    }
}
