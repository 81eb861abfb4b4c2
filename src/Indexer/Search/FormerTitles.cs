using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>Crashes by the titles that older rules gave them: such a title names a crash only where no other crash has it, since those without a function are common.</summary>
internal static class FormerTitles
{
    /// <summary>Condition on a row <c>t</c> of title and its document <c>d</c>: the title is one of today, or of this crash alone.</summary>
    public const string NamesOne = """
        (NOT t.former OR NOT EXISTS (SELECT 1 FROM title o JOIN document od ON od.number = o.document WHERE o.title = t.title AND od.kind = 'report' AND od.crash <> d.crash))
        """;

    /// <summary>The first report of the crash that once had this title; null when there is none, or more than one such crash.</summary>
    public static long? DocumentOf(SqliteConnection connection, string title) => connection.Number("""
        SELECT min(d.number) FROM title t JOIN document d ON d.number = t.document WHERE t.title = $0 AND t.former AND d.kind = 'report' HAVING min(d.crash) = max(d.crash)
        """, title);
}
