using KB.Indexer.Search.Engine;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>The segment files beside the catalogue, as the writer keeps them: the table <c>segment</c> says which of them count.</summary>
internal sealed class SegmentStore
{
    /// <summary>Bytes of memory for the segment in the making: two thousand reports need a tenth of it, as many texts of 4 MB no more.</summary>
    private const long MaxPending = 128 << 20;

    private readonly string _folder;
    private readonly SqliteConnection _connection;
    private readonly long _maxPending;
    private SegmentWriter _pending = new();
    private int _first, _last;

    /// <summary>The store of a catalogue; files that no commit vouches for are removed.</summary>
    public SegmentStore(string data, SqliteConnection connection, long maxPending = MaxPending)
    {
        (_folder, _connection, _maxPending) = (FolderIn(data), connection, maxPending);
        Directory.CreateDirectory(_folder);
        RemoveOrphans();
    }

    /// <summary>Folder of the segments of a data folder.</summary>
    public static string FolderIn(string data) => Path.Combine(Catalogue.FolderIn(data), "segments");

    /// <summary>Names of the segments that count, in order of their documents.</summary>
    public static List<string> Names(SqliteConnection connection) => connection.List("SELECT name FROM segment ORDER BY first", row => row.GetString(0));

    /// <summary>Adds a document to the segment in the making, which is written when it is large: several may be of one transaction.</summary>
    public void Add(SearchDocument document)
    {
        _first = _pending.Count == 0 ? document.Number : _first;
        _last = document.Number;
        _pending.Add(document);
        if (_pending.Bytes > _maxPending)
        {
            Flush();
        }
    }

    /// <summary>Writes what was added to a file and names it in the catalogue: part of the transaction that is about to be committed.</summary>
    public void Flush()
    {
        if (_pending.Count > 0)
        {
            string name = Name(_first, _last, 0);
            _pending.Write(Path.Combine(_folder, name));
            Insert(name, _first, 0);
            _pending = new SegmentWriter();
        }
    }

    /// <summary>Merges small segments while the engine finds some worth it; each merge is a transaction of its own.</summary>
    public void Merge()
    {
        while (BeginMerge() is { } merge)
        {
            using (merge)
            {
                merge.Write();
                Finish(merge);
            }
        }
    }

    /// <summary>The next merge that is worth it; null when the segments stand well. Its file may be written on another thread while documents are added.</summary>
    public PendingMerge? BeginMerge()
    {
        // Opening one reads all of it: only those that are merged are.
        IReadOnlyList<string> files = SegmentMerger.Choose(Names(_connection).ConvertAll(name => Path.Combine(_folder, name)), file => new FileInfo(file).Length);
        if (files.Count == 0)
        {
            return null;
        }

        Segment[] chosen = [.. files.Select(Segment.Open)];
        int first = chosen.Min(segment => segment.First), last = chosen.Max(segment => segment.Last);
        HashSet<int> live = [.. _connection.List("SELECT number FROM document WHERE number BETWEEN $0 AND $1", row => row.GetInt32(0), first, last)];
        int generation = 1 + (int)(_connection.Number("SELECT max(generation) FROM segment") ?? 0);
        return new PendingMerge(chosen, live, Path.Combine(_folder, Name(first, last, generation)), first, generation);
    }

    /// <summary>Names a merge's file in the catalogue in place of those it was made of; outside of a transaction.</summary>
    public void Finish(PendingMerge merge)
    {
        ArgumentNullException.ThrowIfNull(merge);
        using SqliteTransaction transaction = _connection.BeginTransaction();
        foreach (Segment segment in merge.Segments)
        {
            _connection.Execute("DELETE FROM segment WHERE name = $0", Path.GetFileName(segment.Path));
        }

        Insert(Path.GetFileName(merge.Path), merge.First, merge.Generation);
        transaction.Commit();
        foreach (Segment segment in merge.Segments)
        {
            File.Delete(segment.Path);
        }
    }

    private void Insert(string name, int first, int generation) => _connection.Execute("INSERT INTO segment VALUES ($0, $1, $2)", name, first, generation);

    private static string Name(int first, int last, int generation) => $"{first:D10}-{last:D10}-{generation}.seg";

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
