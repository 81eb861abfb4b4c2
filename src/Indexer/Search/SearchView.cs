using KB.Indexer.Search.Engine;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KB.Indexer.Search;

/// <summary>The searcher over what is committed: made anew, cheaply, when something was.</summary>
/// <remarks>
/// Segments that a merge replaced are dropped, not closed: a search that runs still reads them, and they are unmapped when nothing
/// refers to them any more.
/// </remarks>
/// <param name="data">The data folder.</param>
/// <param name="keepFor">How long the connection that watches for commits is kept, see <see cref="Readers"/>.</param>
internal sealed class SearchView(string data, TimeSpan keepFor)
{
    /// <summary>A merge may remove a file between the reading of its name and its opening; the next reading does not name it.</summary>
    private const int Tries = 5;

    private readonly Lock _lock = new();
    private ColumnsBuilder _columns = new();
    private readonly Dictionary<string, Segment> _open = [];
    private SqliteConnection? _watch;
    private long _opened, _seen = -1, _version = -1;
    private string? _made;
    private Searcher? _current;

    /// <summary>The searcher over the last commit.</summary>
    public Searcher Current()
    {
        try
        {
            return CurrentOrRefreshed();
        }
        catch (SqliteException e)
        {
            throw Catalogue.Explain(data, e);
        }
        catch (Exception e) when (e is InvalidDataException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw Catalogue.Explain(data, e);
        }
    }

    private Searcher CurrentOrRefreshed()
    {
        lock (_lock)
        {
            if (_watch is null || Environment.TickCount64 - _opened >= keepFor.TotalMilliseconds)
            {
                // Where an index was made anew in the same place, the old connection sees the old one for ever.
                SqliteConnection watch = Catalogue.Read(data);
                _watch?.Dispose();
                (_watch, _opened, _seen) = (watch, Environment.TickCount64, -1);
            }

            long now = _watch.Number("PRAGMA data_version") ?? 0;
            if (_current is null || now != _seen)
            {
                _current = Refresh();
                _seen = now;
            }

            return _current;
        }
    }

    private Searcher Refresh()
    {
        for (int attempt = 1; ; attempt++)
        {
            using SqliteConnection connection = Catalogue.Read(data);
            using SqliteTransaction snapshot = connection.BeginTransaction(deferred: true);
            long version = connection.Number("SELECT coalesce(max(version), 0) FROM document") ?? 0;
            string? made = connection.Text("SELECT value FROM meta WHERE key = 'made'");
            if (version < _version || made != _made)
            {
                // The index was made anew, or a replica took over another one: nothing that is kept is of it.
                (_columns, _version, _made) = (new ColumnsBuilder(), -1, made);
                _open.Clear();
            }

            ReadColumns(connection);
            try
            {
                List<string> names = SegmentStore.Names(connection);
                foreach (string gone in _open.Keys.Except(names).ToList())
                {
                    _open.Remove(gone);
                }

                var segments = new List<Segment>();
                foreach (string name in names)
                {
                    if (!_open.TryGetValue(name, out Segment? segment))
                    {
                        _open[name] = segment = Segment.Open(Path.Combine(SegmentStore.FolderIn(data), name));
                    }

                    segments.Add(segment);
                }

                _version = version;
                return new Searcher(segments, _columns.Snapshot());
            }
            catch (FileNotFoundException) when (attempt < Tries)
            {
                continue;
            }
        }
    }

    private void ReadColumns(SqliteConnection connection)
    {
        using SqliteCommand changed = connection.Command("""
            SELECT number, crash, kind, type, subsystem, release, arch, day, flags, trust, seen FROM document WHERE version > $0
            """, _version);
        using (SqliteDataReader row = changed.ExecuteReader())
        {
            // Straight from the statement: the reader asks SQLite three times for each value.
            sqlite3_stmt values = row.Handle!;
            string Text(int column) => raw.sqlite3_column_text(values, column).utf8_to_string() ?? "";
            int? Number(int column) => raw.sqlite3_column_type(values, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_int(values, column);
            while (row.Read())
            {
                _columns.Set(raw.sqlite3_column_int(values, 0), new DocumentValues
                {
                    Crash = raw.sqlite3_column_int(values, 1),
                    Kind = Text(2) switch { "bisection" => DocumentKind.Bisection, "article" => DocumentKind.Article, _ => DocumentKind.Report },
                    Type = Text(3),
                    Subsystem = Text(4),
                    Release = Text(5),
                    Arch = Text(6),
                    Day = Number(7) is { } day ? Queries.DateWords.Day(DateOnly.FromDayNumber(day)) : 0,
                    Flags = (DocumentFlags)raw.sqlite3_column_int(values, 8),
                    Trust = raw.sqlite3_column_type(values, 9) == raw.SQLITE_NULL ? null : (int)Math.Round(raw.sqlite3_column_double(values, 9) * 100),
                    Repeats = raw.sqlite3_column_int(values, 10),
                });
            }
        }

        foreach (int number in connection.List("SELECT number FROM removed WHERE version > $0", row => row.GetInt32(0), _version))
        {
            _columns.Delete(number);
        }
    }
}
