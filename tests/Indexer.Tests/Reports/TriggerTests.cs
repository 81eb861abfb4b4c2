using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Tests.Reports;

/// <summary>The literals of the rule table are found wherever they stand.</summary>
public sealed class TriggerTests
{
    private static readonly string[] Literals = [.. OopsFamilies.All.Select(family => family.Trigger)];

    /// <summary>The text is searched in windows of 4,096 characters: a literal may lie across their border, or end with the text.</summary>
    [Fact]
    public void Each_is_found_across_the_borders_of_what_is_searched_at_once()
    {
        foreach (string literal in Literals)
        {
            for (int at = 4096 - literal.Length; at <= 4096; at++)
            {
                Assert.Equal(at, Triggers.IndexIn(new string('x', at) + literal));
            }
        }
    }

    /// <summary>Groups of literals are searched in turn: what a later group finds may stand before what an earlier one found.</summary>
    [Fact]
    public void The_first_of_two_counts_whichever_they_are()
    {
        foreach (string first in Literals)
        {
            foreach (string second in Literals)
            {
                string text = $"... {first} {second}";
                Assert.Equal(Literals.Select(literal => text.IndexOf(literal, StringComparison.Ordinal)).Where(at => at >= 0).Min(), Triggers.IndexIn(text));
            }
        }
    }

    [Fact]
    public void None_is_found_where_none_is() => Assert.Equal(-1, Triggers.IndexIn(string.Concat(Enumerable.Repeat("usb 1-3: new high-speed USB device number 4\n", 1000))));
}
