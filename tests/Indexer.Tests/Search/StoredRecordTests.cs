using KB.Indexer.Bisections;
using KB.Indexer.Reports;
using KB.Indexer.Search;
using KB.Indexer.Tests.Durability;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KB.Indexer.Tests.Search;

public sealed class StoredRecordTests
{
    [Theory]
    [InlineData("WARNING in widget\n\t\"quoted\" \\ ü 漢\u0001 </script>\r\n")]
    [InlineData("")]
    public void The_text_of_a_record_is_that_of_the_whole_record(string text)
    {
        var report = new CrashReport { Id = "text", Title = "text", Text = text, Frame = "\"text\": \"", Stacks = [new(StackKind.CallTrace, "text", [])] };
        byte[] packed = StoredValue.Pack(report, KbJson.Default.CrashReport);

        Assert.Equal(text, StoredValue.Unpack(packed, KbJson.Default.CrashReport).Text);
        Assert.Equal(text, StoredValue.String(packed, "text"));
        Assert.Null(StoredValue.String(packed, "absent"));
        Assert.Null(StoredValue.String(packed, "frame", "text"));
    }

    [Fact]
    public void A_string_inside_a_record_is_found_by_its_path()
    {
        var bisection = new Bisection { Id = "id", Start = "commit", Result = new BisectionResult { Kind = "culprit", Commit = "0123456789ab", Title = "commit" } };
        byte[] packed = StoredValue.Pack(bisection, KbJson.Default.Bisection);

        Assert.Equal("0123456789ab", StoredValue.String(packed, "result", "commit"));
        Assert.Null(StoredValue.String(packed, "finalCrash", "report", "text"));
    }

    [Fact]
    public void A_statement_with_a_limit_is_prepared_once()
    {
        using var folder = new DataFolder();
        folder.Update();
        const int Reprepared = 5; // SQLITE_STMTSTATUS_REPREPARE of sqlite3.h.
        using SqliteConnection connection = Catalogue.Read(folder.Data);
        using SqliteCommand command = connection.Command("SELECT DISTINCT id FROM document WHERE number > $0 LIMIT $1", 0, 1);
        foreach (int limit in (int[])[1, 2, 3])
        {
            command.Parameters[1].Value = limit;
            using SqliteDataReader reader = command.ExecuteReader();
            reader.Read();
            Assert.Equal(0, raw.sqlite3_stmt_status(reader.Handle, Reprepared, 0));
        }
    }

    [Fact]
    public void A_damaged_record_is_told_and_not_read()
    {
        byte[] packed = StoredValue.Pack(new CrashReport { Id = "id", Title = "title", Text = new string('x', 1000) }, KbJson.Default.CrashReport);

        Assert.Throws<IndexDamagedException>(() => StoredValue.String(packed.AsSpan(0, packed.Length - 1).ToArray(), "text"));
        Assert.Throws<IndexDamagedException>(() => StoredValue.String([1, 2, 3], "text"));
    }

    [Fact]
    public void A_statement_that_runs_while_another_of_its_text_does_has_values_of_its_own()
    {
        using var connection = new PreparedConnection("Data Source=:memory:");
        connection.Open();
        connection.Execute("CREATE TABLE number (value INTEGER)");
        foreach (int value in (int[])[1, 2, 3])
        {
            connection.Execute("INSERT INTO number VALUES ($0)", value);
        }

        const string Larger = "SELECT value FROM number WHERE value > $0 ORDER BY value";
        List<List<long>> found = connection.List(Larger, row => connection.List(Larger, inner => inner.GetInt64(0), row.GetInt64(0)), 0);

        Assert.Equal([[2, 3], [3], []], found);
        Assert.Equal([3L], connection.List(Larger, row => row.GetInt64(0), 2));
    }

    [Fact]
    public void A_question_that_failed_leaves_nothing_behind_for_the_next()
    {
        using var folder = new DataFolder();
        folder.Update();
        var readers = new Readers(folder.Data);
        SqliteConnection? failed = null;

        Assert.ThrowsAny<IndexException>(() => readers.Read(connection => (failed = connection).Number("SELECT nothing FROM nowhere")));
        Assert.Equal(1, readers.Read(connection => ReferenceEquals(connection, failed) ? 0 : connection.Number("SELECT 1")));
        SqliteConnection kept = readers.Read(connection => connection);
        Assert.Same(kept, readers.Read(connection => connection));
    }

    [Fact]
    public void A_search_without_lines_finds_the_same()
    {
        using var folder = new DataFolder();
        folder.With(DataFolder.Line("r1", "WARNING in widget_asked", "WARNING: CPU: 0 PID: 1 at mm/widget.c:1 widget_asked+0x1/0x2\nCall Trace:\n widget_asked+0x1/0x2\n widget_poll+0x1/0x2\n")).Update();
        CrashIndex index = folder.Index();

        FoundDocument full = Assert.Single(index.Search("widget_asked", 0, 10).Hits);
        FoundDocument bare = Assert.Single(index.Search("widget_asked", 0, 10, lines: false).Hits);

        Assert.NotEmpty(full.Lines);
        Assert.Empty(bare.Lines);
        Assert.Equal((full.Url, full.Title, full.Score), (bare.Url, bare.Title, bare.Score));
    }
}
