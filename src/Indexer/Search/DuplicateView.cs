using KB.Indexer.Duplicates;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>The known crashes of a catalogue, in memory, brought up to date before each use.</summary>
internal sealed class DuplicateView
{
    private readonly Lock _lock = new();
    private DuplicateIndex _index = new();
    private long _last, _removed;

    /// <summary>The index of all that is committed.</summary>
    public DuplicateIndex Current(SqliteConnection connection)
    {
        lock (_lock)
        {
            long removed = connection.Number("SELECT count(*) FROM removed") ?? 0;
            if (removed != _removed)
            {
                // Rare: a file of the corpus was changed or taken away.
                (_index, _last, _removed) = (new DuplicateIndex(), 0, removed);
            }

            foreach (StoredFeatures stored in StoredFeatures.From(connection, _last))
            {
                _index.Add(stored.Id, stored.Features);
                _last = stored.Number;
            }

            return _index;
        }
    }
}
