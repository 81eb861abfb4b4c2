using KB.Indexer.Corpus;

namespace KB.Indexer.Tests.Corpus;

/// <summary>Logs that were exported: as tables, and newest line first.</summary>
public class TableTests
{
    private static readonly string[] Oops =
    [
        "BUG: kernel NULL pointer dereference, address: 0000000000000018",
        "Hardware name: Standard PC (Q35, 2009), BIOS \"1.16\"",
        "RIP: 0010:widget_flush+0x1d3/0x240",
        "Call Trace:",
        " <TASK>",
        " gadget_poll+0x1/0x2",
        " vfs_poll+0x1/0x2",
        " </TASK>",
    ];

    private static readonly string[] Times = [.. Enumerable.Range(0, Oops.Length).Select(i => $"2026-05-28T12:21:57.{i:D3}Z")];

    public static TheoryData<string, string> Tables => new()
    {
        { "comma", Table(",", "_time,host,message", (time, cell) => [time, "box", cell]) },
        { "message first", Table(",", "Message,Time,Host", (time, cell) => [cell, time, "box"]) },
        { "semicolon", Table(";", "time;_raw;host", (time, cell) => [time, cell, "box"]) },
        { "tab", Table("\t", "time\tlog\thost", (time, cell) => [time, cell, "box"]) },
        { "CR LF and a mark", "\uFEFF" + Table(",", "_time,message", (time, cell) => [time, cell]).Replace("\n", "\r\n", StringComparison.Ordinal) },
        { "one row", $"id,log,host\n17,{Cell(string.Join('\n', Oops), ",")},box\n" },
        { "newest first", Turned(Table(",", "_time,host,message", (time, cell) => [time, "box", cell])) },
    };

    [Theory, MemberData(nameof(Tables))]
    public void A_table_is_read_as_the_log_in_one_of_its_columns(string name, string table)
    {
        SourceDocument document = Texts.One(table);

        Assert.Equal(("table", string.Join('\n', Oops)), (document.Kind, document.Text.TrimEnd()));
        Assert.True(document.Reports is [{ Title: "BUG: unable to handle kernel NULL pointer dereference in widget_flush" }], name);
    }

    [Theory]
    [InlineData("gadget, widget, log\nlog: a widget, a gadget, a log, and more\n")]
    [InlineData("message\n[    1.000000] text\n")]
    [InlineData("time,level\n12:21:57,4\n")]
    public void What_has_no_column_of_messages_is_no_table(string text) => Assert.Equal("console", Texts.One(text).Kind);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_log_newest_line_first_is_turned_round(bool hasPrintkTime)
    {
        string[] lines = [.. Oops.Select((line, i) => hasPrintkTime ? $"[   12.{345678 + i}] {line}" : $"{Times[i]} box kernel: {line}")];

        SourceDocument document = Texts.One(string.Join('\n', lines.Reverse()) + "\n");

        Assert.Equal(lines, document.Text.TrimEnd().Split('\n'));
        Assert.Single(document.Reports);
    }

    [Fact]
    public void Messages_of_a_collector_may_have_lines_and_come_newest_first()
    {
        string[] messages = [.. Enumerable.Range(0, 8).Select(i => $"{{\"@timestamp\":\"{Times[i]}\",\"message\":\"{(i == 4 ? string.Join('\n', Oops).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) : $"line {i}")}\"}}")];

        SourceDocument document = Texts.One(string.Join('\n', messages.Reverse()) + "\n");

        Assert.Equal(["line 0", "line 1", "line 2", "line 3", .. Oops, "line 5", "line 6", "line 7"], document.Text.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_stack_above_its_head_is_turned_round() =>
        Assert.Equal("BUG: unable to handle kernel NULL pointer dereference in widget_flush", Assert.Single(Texts.One(string.Join('\n', Oops.Reverse())).Reports).Title);

    [Fact]
    public void Lines_of_several_processors_are_a_little_out_of_order()
    {
        string[] lines = [.. Enumerable.Range(0, 60).Select(i => $"[   12.{345678 + (i % 5 == 4 ? i - 10 : i)}] line {i}")];

        Assert.Equal(lines, Texts.One(string.Join('\n', lines)).Text.TrimEnd().Split('\n'));
    }

    private static string Table(string separator, string head, Func<string, string, string[]> row) =>
        string.Join('\n', [head, .. Oops.Select((line, i) => string.Join(separator, row(Times[i], line).Select(cell => Cell(cell, separator)))), ""]);

    private static string Cell(string cell, string separator) =>
        cell.Contains(separator, StringComparison.Ordinal) || cell.Contains('"', StringComparison.Ordinal) || cell.Contains('\n', StringComparison.Ordinal) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static string Turned(string table) => string.Join('\n', [.. table.Split('\n').Take(1), .. table.TrimEnd().Split('\n').Skip(1).Reverse(), ""]);
}
