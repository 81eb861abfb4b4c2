using System.Text.RegularExpressions;
using KB.Indexer.Corpus;
using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Tests.Reports;

/// <summary>What a regex calls a digit may be one of another script, of which no number can be read: that is no reason to fail.</summary>
public sealed partial class ForeignDigitTests
{
    /// <summary>Lines with numbers that are read as numbers, beside the examples of the rule table.</summary>
    private const string Numbers = """
        \u001b[12C[   25.100000][    C0] widget: ready
        $ 0   : 00000000 00000001 83a1b2c4 00000000
        GPR00: c00000000044f4d0 c00000002a5d7b00 c0000000013a1e00 0000000000000000
        Oops#1 Part2
        2026-05-28T12:21:57.303+02:00 widget
        widget_flush+0x1d3/0x240 (drivers/widget/core.c:57)
        """;

    [Fact]
    public void Any_number_may_be_written_in_other_digits()
    {
        int changed = 0;
        foreach (string text in OopsFamilies.Formats.Select(format => format.Example).Append(Regex.Unescape(Numbers)))
        {
            foreach (Match number in Number().Matches(text))
            {
                string foreign = text[..number.Index] + new string('\u0663', number.Length) + text[(number.Index + number.Length)..];
                Assert.All(SourceReader.ReadText("log", foreign), document => Assert.Null(document.Unread));
                _ = ReportParser.ParseAll(new StringReader("BUG: KASAN: use-after-free in widget_flush+0x1/0x2\n" + foreign)).Count();
                changed++;
            }
        }

        Assert.True(changed > 2000, $"only {changed} numbers");
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
