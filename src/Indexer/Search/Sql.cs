using Microsoft.Data.Sqlite;

namespace KB.Indexer.Search;

/// <summary>Short forms for the few ways in which the catalogue talks to SQLite. Parameters are <c>$0</c>, <c>$1</c>, … in order.</summary>
internal static class Sql
{
    public static SqliteCommand Command(this SqliteConnection connection, string text, params ReadOnlySpan<object?> values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
        }

        return command;
    }

    public static int Execute(this SqliteConnection connection, string text, params ReadOnlySpan<object?> values) =>
        Run(connection, text, values, static command => command.ExecuteNonQuery());

    public static long? Number(this SqliteConnection connection, string text, params ReadOnlySpan<object?> values) =>
        Run(connection, text, values, static command => command.ExecuteScalar() is long number ? number : (long?)null);

    public static string? Text(this SqliteConnection connection, string text, params ReadOnlySpan<object?> values) =>
        Run(connection, text, values, static command => command.ExecuteScalar() as string);

    public static List<T> List<T>(this SqliteConnection connection, string text, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values) => Run(connection, text, values, command =>
    {
        using SqliteDataReader reader = command.ExecuteReader();
        var list = new List<T>();
        while (reader.Read())
        {
            list.Add(row(reader));
        }

        return list;
    });

    private static T Run<T>(SqliteConnection connection, string text, ReadOnlySpan<object?> values, Func<SqliteCommand, T> run)
    {
        if (connection is PreparedConnection keeping)
        {
            SqliteCommand kept = keeping.Take(text, values);
            T result = run(kept);
            keeping.PutBack(kept);
            return result;
        }

        using SqliteCommand command = connection.Command(text, values);
        return run(command);
    }

    public static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static int? IntOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    public static double? RealOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);

    public static DateOnly? DayOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : DateOnly.FromDayNumber(reader.GetInt32(column));
}

/// <summary>A connection that keeps its statements: few are run again and again, and preparing one costs more than running it.</summary>
internal sealed class PreparedConnection(string connectionString) : SqliteConnection(connectionString)
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    /// <summary>The statement with these values, the caller's until it is put back: one that runs while another of the same text does is made anew.</summary>
    public SqliteCommand Take(string text, ReadOnlySpan<object?> values)
    {
        if (!_prepared.Remove(text, out SqliteCommand? command))
        {
            return this.Command(text, values);
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.Transaction = Transaction;
        return command;
    }

    /// <summary>Keeps a statement for the next who asks; one that failed is not given back.</summary>
    public void PutBack(SqliteCommand command)
    {
        if (!_prepared.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }
}
