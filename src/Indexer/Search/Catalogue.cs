using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>Opens the database of an index folder.</summary>
internal static class Catalogue
{
    private const string FileName = "catalogue.db";

    /// <summary>A reader or writer waits this long for another one, in seconds.</summary>
    private const int BusySeconds = 10;

    public static string PathIn(string data) => Path.Combine(data, "index", FileName);

    /// <summary>Opens for reading; the message of the exception says what to do when there is nothing to read.</summary>
    public static SqliteConnection Read(string data, bool pooling = true)
    {
        string path = PathIn(data);
        if (!File.Exists(path))
        {
            throw new IndexException($"There is no index in {data}. Run: kb index --data {data} corpus/");
        }

        return Connect(data, path, SqliteOpenMode.ReadWrite, pooling: pooling);
    }

    /// <summary>Opens for writing; creates the tables where there are none, and starts anew where they are of another version.</summary>
    public static SqliteConnection Write(string data)
    {
        string path = PathIn(data);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IndexException($"The data folder {data} cannot be written ({e.Message}). Choose another with --data.", e);
        }

        if (File.Exists(path) && VersionOf(path) != Schema.Version)
        {
            Delete(path);
        }

        SqliteConnection connection = Connect(data, path, SqliteOpenMode.ReadWriteCreate, checkVersion: false);
        try
        {
            connection.Execute("PRAGMA journal_mode=WAL");
            connection.Execute("PRAGMA synchronous=NORMAL");
            if (connection.Number("SELECT count(*) FROM sqlite_master") == 0)
            {
                using SqliteTransaction transaction = connection.BeginTransaction();
                connection.Execute(Schema.Tables);
                connection.Execute("INSERT INTO meta VALUES ('version', $0)", Schema.Version.ToString());
                transaction.Commit();
            }
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw Explain(data, e);
        }

        return connection;
    }

    /// <summary>What a failure of the database means for the person at the terminal.</summary>
    public static IndexException Explain(string data, SqliteException e) => new(
        e.SqliteErrorCode switch
        {
            5 or 6 => $"Another program writes to the index in {data}. Wait for it, or stop it.",
            8 or 14 => $"The data folder {data} cannot be written. Choose another with --data.",
            11 or 26 => $"The index in {data} is damaged. Delete {Path.Combine(data, "index")} and run kb index: it is made anew from the corpus and the journal.",
            13 => $"The disk that holds {data} is full.",
            _ => $"The index in {data} cannot be used: {e.Message}",
        }, e);

    private static SqliteConnection Connect(string data, string path, SqliteOpenMode mode, bool checkVersion = true, bool pooling = true)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = mode, DefaultTimeout = BusySeconds, ForeignKeys = false, Pooling = pooling,
        }.ToString());
        try
        {
            connection.Open();
            if (checkVersion && Version(connection) is var version && version != Schema.Version)
            {
                throw new IndexException($"The index in {data} has schema version {version?.ToString() ?? "none"}, this program needs {Schema.Version}. Run kb index --data {data}: it makes the index anew.");
            }

            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw Explain(data, e);
        }
        catch (IndexException)
        {
            connection.Dispose();
            throw;
        }
    }

    private static int? VersionOf(string path)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
            connection.Open();
            return Version(connection);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is not (5 or 6))
        {
            return null;
        }
    }

    private static int? Version(SqliteConnection connection) =>
        connection.Number("SELECT count(*) FROM sqlite_master WHERE name = 'meta'") == 1
        && int.TryParse(connection.Text("SELECT value FROM meta WHERE key = 'version'"), out int version) ? version : null;

    private static void Delete(string path)
    {
        SqliteConnection.ClearAllPools();
        foreach (string file in (string[])[path, path + "-wal", path + "-shm"])
        {
            File.Delete(file);
        }
    }
}
