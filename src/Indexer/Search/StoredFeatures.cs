using KB.Indexer.Duplicates.Features;
using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>A report of the catalogue as duplicates see it.</summary>
/// <param name="Number">Of its document.</param>
/// <param name="Id">Of its document.</param>
/// <param name="Crash">Id of the crash that it belongs to.</param>
/// <param name="Features">What likeness needs.</param>
internal sealed record StoredFeatures(long Number, string Id, string Crash, CrashFeatures Features)
{
    /// <summary>Reports with a higher number, in order; those of an older layout are left out.</summary>
    public static IEnumerable<StoredFeatures> From(SqliteConnection connection, long after)
    {
        using SqliteCommand command = connection.Command("""
            SELECT d.number, d.id, c.id, d.features FROM document d JOIN crash c ON c.number = d.crash
            WHERE d.number > $0 AND d.features IS NOT NULL ORDER BY d.number
            """, after);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (CrashFeatures.Unpack((byte[])reader.GetValue(3)) is { } features)
            {
                yield return new StoredFeatures(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), features);
            }
        }
    }
}
