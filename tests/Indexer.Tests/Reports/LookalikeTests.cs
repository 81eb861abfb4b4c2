using KB.Indexer.Corpus;
using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Tests.Reports;

/// <summary>Other systems, firmware and programs are named, and never taken for a crash of the Linux kernel.</summary>
public sealed class LookalikeTests
{
    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Lookalikes.All.Count)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_example_of_a_row_is_what_the_row_says_and_no_crash_report(int row)
    {
        Lookalike lookalike = Lookalikes.All[row];
        Assert.Equal(new NotTheKernel(lookalike.What, lookalike.Example, lookalike.PrintedBy), Lookalikes.In("booting\n" + lookalike.Example + "\nrebooting\n"));
        Assert.Empty(ReportParser.ParseAll(new StringReader(lookalike.Example + "\n")));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_stands_before_the_line_does_not_hide_it(int row)
    {
        string line = "<4>[   12.345678][  T123] " + Lookalikes.All[row].Example;
        Assert.Equal(Lookalikes.All[row].What, Lookalikes.In(line)?.What);
    }

    /// <summary>A row whose literal its expression does not need would be asked for lines that it never finds, or miss some.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_finds_only_lines_with_its_literal(int row)
    {
        Lookalike lookalike = Lookalikes.All[row];
        Assert.DoesNotMatch(lookalike.Line, lookalike.Example.Replace(lookalike.Literal, "", StringComparison.Ordinal));
    }

    /// <summary>The crash of the system is what matters, whatever its programs did before.</summary>
    [Fact]
    public void Another_system_comes_before_the_programs_that_fail_on_it() =>
        Assert.Equal("a panic of FreeBSD", Lookalikes.In("thread 'main' panicked at widget.rs:4:5:\npid 12 (widget), uid 0: exited on signal 11\nFatal trap 12: page fault while in kernel mode\n")?.What);

    [Fact]
    public void A_log_in_which_nothing_failed_is_nothing_else() => Assert.Null(Lookalikes.In("Linux version 6.1.0\nusb 1-3: new high-speed USB device number 4\n"));

    [Fact]
    public void Inspect_names_what_a_text_without_reports_is()
    {
        Inspection found = Inspection.Of("log", SourceReader.ReadText("log", "Fatal trap 12: page fault while in kernel mode\ncpuid = 3; apic id = 03\n"));
        Assert.Equal("a panic of FreeBSD", found.NotKernel?.What);
        Assert.Empty(found.Reports);
    }

    /// <summary>A program that failed beside a crash is not what the text is about.</summary>
    [Fact]
    public void Inspect_names_nothing_else_beside_a_crash_report()
    {
        string crash = OopsFamilies.Formats.Single(format => format.Name == "kasan-bad-access").Example;
        Inspection found = Inspection.Of("log", SourceReader.ReadText("log", $"widget[57]: segfault at 8 ip 00007f0012345678 sp 00007ffd12345678 error 4 in libwidget.so[7f0012340000+1000]\n{crash}\n"));
        Assert.Null(found.NotKernel);
        Assert.Single(found.Reports);
    }
}
