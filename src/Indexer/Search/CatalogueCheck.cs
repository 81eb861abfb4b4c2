using KB.Indexer.Corpus;
using KB.Indexer.Search.Engine;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>Looks at every record of an index.</summary>
internal static class CatalogueCheck
{
    /// <summary>Faults of one kind that are listed.</summary>
    private const int MaxListed = 20;

    /// <summary>What must not be found, and the fault it is.</summary>
    private static readonly (string Sql, string What)[] MustBeEmpty =
    [
        ("SELECT id FROM document WHERE crash NOT IN (SELECT number FROM crash)", "belongs to no crash"),
        ("SELECT id FROM crash WHERE number NOT IN (SELECT crash FROM document)", "is a crash without a report"),
        ("SELECT d.id FROM document d WHERE NOT EXISTS (SELECT 1 FROM mention m WHERE m.document = d.number)", "stands nowhere"),
        ("SELECT CAST(m.document AS TEXT) FROM mention m WHERE m.document NOT IN (SELECT number FROM document)", "is mentioned and not there"),
        ("SELECT CAST(r.document AS TEXT) FROM reference r WHERE r.document NOT IN (SELECT number FROM document)", "refers to a tracker and is not there"),
    ];

    /// <summary>What is wrong; nothing where there is no index.</summary>
    public static List<DataFault> Run(string data)
    {
        var faults = new List<DataFault>();
        string place = Catalogue.PathIn(data);
        if (!File.Exists(place))
        {
            return faults;
        }

        try
        {
            using SqliteConnection connection = Catalogue.Read(data);
            faults.AddRange(connection.List("PRAGMA integrity_check", row => row.GetString(0)).Where(line => line != "ok").Take(MaxListed).Select(line => new DataFault(place, line, true)));
            faults.AddRange(MustBeEmpty.SelectMany(rule => connection.List(rule.Sql + $" LIMIT {MaxListed}", row => row.GetString(0)).Select(id => new DataFault(place, $"{id} {rule.What}", true))));
            faults.AddRange(Records(connection, place));
            faults.AddRange(Segments(connection, data));
        }
        catch (Exception e) when (e is IndexException or SqliteException or InvalidCastException)
        {
            faults.Add(new DataFault(place, e.Message, true));
        }

        return faults;
    }

    /// <summary>How far the index has read the parts of the journal; empty when it cannot be read.</summary>
    public static Dictionary<string, long> JournalPositions(string data)
    {
        try
        {
            using SqliteConnection connection = Catalogue.Read(data);
            return connection.List("SELECT path, size FROM source WHERE path >= 'journal/' AND path < 'journal0'", row => (row.GetString(0), row.GetInt64(1))).ToDictionary(row => row.Item1, row => row.Item2);
        }
        catch (Exception e) when (e is IndexException or SqliteException)
        {
            return [];
        }
    }

    private static List<DataFault> Records(SqliteConnection connection, string place)
    {
        var faults = new List<DataFault>();
        using SqliteCommand command = connection.Command("SELECT kind, id, value FROM document WHERE kind IN ('report', 'bisection')");
        using SqliteDataReader row = command.ExecuteReader();
        while (faults.Count < MaxListed && row.Read())
        {
            if (!CanBeRead(row.GetString(0), (byte[])row.GetValue(2)))
            {
                faults.Add(new DataFault(place, $"the record of {row.GetString(1)} is damaged", true));
            }
        }

        return faults;
    }

    private static bool CanBeRead(string kind, byte[] value)
    {
        try
        {
            return kind == "report" ? StoredValue.Unpack(value, KbJson.Default.CrashReport) is not null : StoredValue.Unpack(value, KbJson.Default.Bisection) is not null;
        }
        catch (Exception e) when (e is IndexException or System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<DataFault> Segments(SqliteConnection connection, string data)
    {
        foreach (string name in SegmentStore.Names(connection))
        {
            string? fault = null;
            try
            {
                Segment.Open(Path.Combine(SegmentStore.FolderIn(data), name)).Dispose();
            }
            catch (Exception e) when (e is IOException or InvalidDataException)
            {
                fault = e.Message;
            }

            if (fault is not null)
            {
                yield return new DataFault(name, fault, true);
            }
        }
    }
}
