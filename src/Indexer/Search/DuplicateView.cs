using KB.Indexer.Duplicates;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>The known crashes of a catalogue, in memory, brought up to date before each use.</summary>
internal sealed class DuplicateView
{
    /// <summary>New reports that are read while somebody waits for a page: some milliseconds of work.</summary>
    internal const int MostAwaited = 200;

    /// <summary>Others hold the lock for as long as such a reading takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private DuplicateIndex _index = new();
    private long _last, _removed;
    private volatile bool _reading;

    /// <summary>The index of all that is committed.</summary>
    public DuplicateIndex Current(SqliteConnection connection)
    {
        lock (_lock)
        {
            return Updated(connection, State(connection));
        }
    }

    /// <summary>The same, or null while that cannot be had at once: much is new, or was removed, and <see cref="Current"/> has not read it yet.</summary>
    public DuplicateIndex? AtOnce(SqliteConnection connection)
    {
        if (_reading || !_lock.TryEnter(Patience))
        {
            return null;
        }

        try
        {
            (long last, long removed) = State(connection);
            long wanted = removed == _removed ? _last : 0;
            bool isNear = last <= wanted
                || connection.Number("SELECT count(*) FROM (SELECT 1 FROM document WHERE kind = 'report' AND number > $0 LIMIT $1)", wanted, MostAwaited + 1) <= MostAwaited;
            return isNear ? Updated(connection, (last, removed)) : null;
        }
        finally
        {
            _lock.Exit();
        }
    }

    private static (long Last, long Removed) State(SqliteConnection connection) => (
        connection.Number("SELECT max(number) FROM document WHERE kind = 'report'") ?? 0,
        connection.Number("SELECT count(*) FROM removed") ?? 0);

    private DuplicateIndex Updated(SqliteConnection connection, (long Last, long Removed) state)
    {
        if (state.Last <= _last && state.Removed == _removed)
        {
            return _index;
        }

        _reading = true;
        try
        {
            if (state.Removed != _removed)
            {
                // Rare: a file of the corpus was changed or taken away.
                (_index, _last, _removed) = (new DuplicateIndex(), 0, state.Removed);
            }

            foreach (StoredFeatures stored in StoredFeatures.From(connection, _last))
            {
                _index.Add(stored.Id, stored.Features);
                _last = stored.Number;
            }

            // Reports without features count as read too.
            _last = Math.Max(_last, state.Last);
            return _index;
        }
        finally
        {
            _reading = false;
        }
    }
}
