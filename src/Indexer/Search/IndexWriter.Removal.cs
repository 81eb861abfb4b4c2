using KB.Indexer.Duplicates.Features;

namespace KB.Indexer.Search;

/// <content>Documents whose text is gone, and those that are only read again.</content>
public sealed partial class IndexWriter
{
    // Reports removed since the last commit, by id, and the crash that each was of: a file that changed is removed and read again.
    private readonly Dictionary<string, long> _left = new(StringComparer.Ordinal);

    private void RemoveDocument(long document)
    {
        (string kind, string id, long crash) = _connection.List("SELECT kind, id, crash FROM document WHERE number = $0", row => (row.GetString(0), row.GetString(1), row.GetInt64(2)), document)[0];
        _bisectionsChanged |= kind == "bisection";
        foreach (string table in (string[])["title", "reference", "signature", "binding"])
        {
            _connection.Execute($"DELETE FROM {table} WHERE document = $0", document);
        }

        _grouping.Forget(id);
        _connection.Execute("INSERT OR REPLACE INTO removed VALUES ($0, $1)", document, _version);
        _connection.Execute("DELETE FROM document WHERE number = $0", document);
        if (kind == "report")
        {
            _left[id] = crash;
            _connection.Execute("UPDATE crash SET reports = (SELECT count(*) FROM document WHERE crash = $0) WHERE number = $0", crash);
        }
        else
        {
            _connection.Execute("DELETE FROM crash WHERE number = $0", crash);
        }
    }

    /// <summary>The crash to which a report comes back when the file in which it stands is read again; null for one that was not there.</summary>
    private long? Return(string id, CrashFeatures features, Mention mention)
    {
        if (!_left.Remove(id, out long crash))
        {
            return null;
        }

        _grouping.Return(id, _connection.Text("SELECT id FROM crash WHERE number = $0", crash)!, features);
        _connection.Execute("UPDATE decision SET source = $1 WHERE kind = 'merge' AND other = $0", id, mention.Source);
        CountReport(crash, mention);
        return crash;
    }

    private void RemoveEmptyCrashes()
    {
        foreach (string report in _left.Keys)
        {
            _links.Remove(report);
            _connection.Execute("DELETE FROM decision WHERE kind = 'merge' AND other = $0", report);
        }

        foreach (long crash in _left.Values.Distinct())
        {
            _connection.Execute("DELETE FROM crash WHERE number = $0 AND NOT EXISTS (SELECT 1 FROM document WHERE crash = $0)", crash);
        }

        _left.Clear();
    }
}
