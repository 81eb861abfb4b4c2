using KB.Indexer.Search.Engine;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>The segment files beside the catalogue, as the writer keeps them: the table <c>segment</c> says which of them count.</summary>
internal sealed class SegmentStore
{
    private readonly string _folder;
    private readonly SqliteConnection _connection;
    private SegmentWriter _pending = new();
    private int _first, _last;

    /// <summary>The store of a catalogue; files that no commit vouches for are removed.</summary>
    public SegmentStore(string data, SqliteConnection connection)
    {
        _folder = FolderIn(data);
        _connection = connection;
        Directory.CreateDirectory(_folder);
        RemoveOrphans();
    }

    /// <summary>Folder of the segments of a data folder.</summary>
    public static string FolderIn(string data) => Path.Combine(Catalogue.FolderIn(data), "segments");

    /// <summary>Names of the segments that count, in order of their documents.</summary>
    public static List<string> Names(SqliteConnection connection) => connection.List("SELECT name FROM segment ORDER BY first", row => row.GetString(0));

    /// <summary>Adds a document to the segment in the making.</summary>
    public void Add(SearchDocument document)
    {
        _first = _pending.Count == 0 ? document.Number : _first;
        _last = document.Number;
        _pending.Add(document);
    }

    /// <summary>Writes what was added to a file and names it in the catalogue: part of the transaction that is about to be committed.</summary>
    public void Flush()
    {
        if (_pending.Count > 0)
        {
            Write(_first, _last, 0, path => _pending.Write(path));
            _pending = new SegmentWriter();
        }
    }

    /// <summary>Merges small segments while the engine finds some worth it; each merge is a transaction of its own.</summary>
    public void Merge()
    {
        while (true)
        {
            List<Segment> segments = Names(_connection).ConvertAll(name => Segment.Open(Path.Combine(_folder, name)));
            try
            {
                IReadOnlyList<Segment> chosen = SegmentMerger.Choose(segments);
                if (chosen.Count < 2)
                {
                    return;
                }

                Merge(chosen);
            }
            finally
            {
                segments.ForEach(segment => segment.Dispose());
            }
        }
    }

    private void Merge(IReadOnlyList<Segment> chosen)
    {
        int first = chosen.Min(segment => segment.First), last = chosen.Max(segment => segment.Last);
        HashSet<int> live = [.. _connection.List("SELECT number FROM document WHERE number BETWEEN $0 AND $1", row => row.GetInt32(0), first, last)];
        using SqliteTransaction transaction = _connection.BeginTransaction();
        int generation = 1 + (int)(_connection.Number("SELECT max(generation) FROM segment") ?? 0);
        foreach (Segment segment in chosen)
        {
            _connection.Execute("DELETE FROM segment WHERE name = $0", Path.GetFileName(segment.Path));
        }

        Write(first, last, generation, path => SegmentMerger.Merge(chosen, live.Contains, path));
        transaction.Commit();
        foreach (Segment segment in chosen)
        {
            File.Delete(segment.Path);
        }
    }

    private void Write(int first, int last, int generation, Action<string> write)
    {
        string name = $"{first:D10}-{last:D10}-{generation}.seg";
        write(Path.Combine(_folder, name));
        _connection.Execute("INSERT INTO segment VALUES ($0, $1, $2)", name, first, generation);
    }

    private void RemoveOrphans()
    {
        HashSet<string> known = [.. Names(_connection)];
        foreach (string file in Directory.EnumerateFiles(_folder))
        {
            if (!known.Contains(Path.GetFileName(file)))
            {
                File.Delete(file);
            }
        }
    }
}
