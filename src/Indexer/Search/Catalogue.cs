using System.Globalization;
using KB.Indexer.Corpus;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KB.Indexer.Search;

/// <summary>Opens the database of an index folder.</summary>
internal static class Catalogue
{
    private const string FileName = "catalogue.db";

    /// <summary>A reader or writer waits this long for another one, in seconds.</summary>
    private const int BusySeconds = 10;

    /// <summary>Pages that a writer keeps: those that one commit changes, so that none is written twice.</summary>
    private const int CacheKilobytes = 64 << 10;

    /// <summary>Pages that a connection keeps: the upper levels of the tables, which every answer goes through.</summary>
    private const int ReaderKilobytes = 8 << 10;

    /// <summary>SQLITE_DBCONFIG_ENABLE_QPSG and SQLITE_CONFIG_MEMSTATUS of sqlite3.h.</summary>
    private const int StablePlans = 1007, MemoryCounted = 9;

    /// <summary>A writer waits this long for another one.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(BusySeconds);

    /// <summary>
    /// Folder of the index. Each schema version has its own, so that a new program can build its index while the old one serves; removing
    /// the folders of other versions is left to <c>kb repair</c>.
    /// </summary>
    public static string FolderIn(string data) => Path.Combine(data, "index", "v" + Schema.Version.ToString(CultureInfo.InvariantCulture));

    public static string PathIn(string data) => Path.Combine(FolderIn(data), FileName);

    /// <summary>True when there is an index of this schema version, in whatever state.</summary>
    public static bool Exists(string data) => File.Exists(PathIn(data));

    /// <summary>Folders of indexes of other schema versions, and of damaged ones that were set aside.</summary>
    public static IEnumerable<string> OtherFolders(string data) =>
        Directory.Exists(Path.Combine(data, "index")) ? Directory.EnumerateDirectories(Path.Combine(data, "index")).Where(folder => folder != FolderIn(data)) : [];

    /// <summary>Takes the place of the one writer.</summary>
    public static FileLock Lock(string data, TimeSpan patience)
    {
        try
        {
            string folder = FolderIn(data);
            Directory.CreateDirectory(folder);
            return FileLock.Take(Path.Combine(folder, "writer.lock"), patience) ?? throw new IndexBusyException(Busy(data));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IndexException($"The data folder {data} cannot be written ({e.Message}). Choose another with --data.", e);
        }
    }

    /// <summary>Opens for reading; the message of the exception says what to do when there is nothing to read.</summary>
    public static SqliteConnection Read(string data)
    {
        string path = PathIn(data);
        if (!File.Exists(path))
        {
            throw new IndexException($"There is no index in {data}. Run: kb index --data {data} corpus/");
        }

        return Connect(data, path, SqliteOpenMode.ReadWrite);
    }

    /// <summary>Opens for writing and creates the tables where there are none; the caller holds <see cref="Lock"/>.</summary>
    public static SqliteConnection Write(string data)
    {
        string path = PathIn(data);
        SqliteConnection connection = Connect(data, path, SqliteOpenMode.ReadWriteCreate, checkVersion: false);
        try
        {
            connection.Execute("PRAGMA journal_mode=WAL");
            connection.Execute("PRAGMA synchronous=NORMAL");
            connection.Execute($"PRAGMA cache_size=-{CacheKilobytes}");
            if (connection.Number("SELECT count(*) FROM sqlite_master") == 0)
            {
                using SqliteTransaction transaction = connection.BeginTransaction();
                connection.Execute(Schema.Tables);
                connection.Execute("INSERT INTO meta VALUES ('version', $0), ('made', $1)", Schema.Version.ToString(), Guid.NewGuid().ToString());
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
    public static IndexException Explain(string data, SqliteException e) => e.SqliteErrorCode switch
    {
        5 or 6 => new IndexBusyException(Busy(data), e),
        8 or 14 => new IndexException($"The data folder {data} cannot be written. Choose another with --data.", e),
        // 1: the statements are the program's own, so that a table or column which is missing was there once.
        1 or 11 or 26 => new IndexDamagedException($"The index in {data} is damaged. Run kb repair --data {data}: it is made anew from the corpus and the journal.", e),
        13 => new IndexException($"The disk that holds {data} is full. Make room and run the command again: nothing that was acknowledged is lost.", e),
        _ => new IndexException($"The index in {data} cannot be used: {e.Message}", e),
    };

    /// <summary>What it means that a segment which the catalogue names is missing or is none.</summary>
    public static IndexException Explain(string data, Exception e) =>
        new IndexDamagedException($"The index in {data} is damaged ({e.Message}). Run kb repair --data {data}: it is made anew from the corpus and the journal.", e);

    private static string Busy(string data) => $"Another program writes to the index in {data}. Wait for it, or stop it.";

    private static SqliteConnection Connect(string data, string path, SqliteOpenMode mode, bool checkVersion = true)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = checkVersion ? OpenForReading(path, mode) : Open(path, mode);
            if (checkVersion && Version(connection) != Schema.Version)
            {
                throw new IndexException($"The index in {data} was never finished. Run: kb index --data {data} corpus/");
            }

            return connection;
        }
        catch (SqliteException e)
        {
            connection?.Dispose();
            throw Explain(data, e);
        }
        catch (IndexException)
        {
            connection?.Dispose();
            throw;
        }
    }

    // On a read-only file system SQLite cannot keep the small files beside the database through which readers and writers agree;
    // nobody can write there either, so it is told that the file does not change.
    private static PreparedConnection OpenForReading(string path, SqliteOpenMode mode)
    {
        try
        {
            PreparedConnection connection = Open(path, mode);
            // The last one to close would copy the log into the database and remove the log by its name: by then it may be that of an
            // index which was made anew in the same place. That is left to writers, who hold the lock.
            raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
            connection.Number("SELECT count(*) FROM sqlite_master");
            return connection;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 8 or 14)
        {
            return Open($"file:{Uri.EscapeDataString(path).Replace("%2F", "/")}?immutable=1", SqliteOpenMode.ReadOnly);
        }
    }

    // SQLite counts the memory it uses behind one lock for all connections; nobody asks for the sum.
    static Catalogue()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(MemoryCounted, 0);
    }

    // Not pooled: a connection that is put back stays open on the files, whatever becomes of them.
    private static PreparedConnection Open(string path, SqliteOpenMode mode)
    {
        string how = new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = mode, DefaultTimeout = BusySeconds, ForeignKeys = false, Pooling = false,
        }.ToString();
        var connection = new PreparedConnection(how);
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA cache_size=-{ReaderKilobytes}");
            // A statement with LIMIT $0 is else prepared anew for each value of it: of a page of hits, that is half the cost.
            raw.sqlite3_db_config(connection.Handle, StablePlans, 1, out _);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static int? Version(SqliteConnection connection) =>
        connection.Number("SELECT count(*) FROM sqlite_master WHERE name = 'meta'") == 1
        && int.TryParse(connection.Text("SELECT value FROM meta WHERE key = 'version'"), out int version) ? version : null;
}
