using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>Open connections for reading, with their statements: opening one and preparing its statements costs more than most answers. Safe for many threads.</summary>
internal sealed class Readers(string data)
{
    /// <summary>Connections kept: more are open at once for a moment only, when searches wait for the disk.</summary>
    private const int MostKept = 16;

    /// <summary>One that was open for so long is opened anew: a catalogue that was moved away or made anew (kb repair) is not read for ever.</summary>
    public static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentStack<(SqliteConnection Connection, long Opened)> _idle = new();

    /// <summary>Reads one commit: several statements see the same, so that a crash which is merged meanwhile is still there for the next of them.</summary>
    /// <exception cref="IndexException">The catalogue cannot be read; the message says what to do.</exception>
    public T Read<T>(Func<SqliteConnection, T> action)
    {
        (SqliteConnection connection, long opened) = Take();
        bool isDone = false;
        try
        {
            connection.Execute("BEGIN");
            T result = action(connection);
            connection.Execute("COMMIT");
            isDone = true;
            return result;
        }
        catch (SqliteException e)
        {
            throw Catalogue.Explain(data, e);
        }
        finally
        {
            // After a failure nobody knows what still runs on it.
            if (isDone && _idle.Count < MostKept)
            {
                _idle.Push((connection, opened));
            }
            else
            {
                connection.Dispose();
            }
        }
    }

    private (SqliteConnection Connection, long Opened) Take()
    {
        while (_idle.TryPop(out (SqliteConnection Connection, long Opened) kept))
        {
            if (Environment.TickCount64 - kept.Opened < KeepFor.TotalMilliseconds)
            {
                return kept;
            }

            kept.Connection.Dispose();
        }

        return (Catalogue.Read(data), Environment.TickCount64);
    }
}
