using KB.Indexer.Search.Engine;

namespace KB.Indexer.Search.Queries;

/// <summary>Checks the value of a field when a query is read, so that a search never meets one that it cannot answer.</summary>
internal static class FieldValues
{
    /// <summary>Fewest digits of a commit id, as git prints it.</summary>
    private const int ShortestCommit = 7;

    /// <summary>The field with its value; null, and a sentence, when the value does not suit it.</summary>
    public static QueryNode? Read(QueryField field, string value, bool quoted, DateOnly today, List<string> ignored)
    {
        (bool suits, ValueRange? range) = Check(field, value, today);
        if (!suits)
        {
            ignored.Add($"{field.Name}:{value} is not understood; {field.Name}: wants {field.Meaning}, as in {field.Example}.");
            return null;
        }

        return new FieldNode(field, value, quoted) { Range = range };
    }

    /// <summary>True when the index can hold something of the text.</summary>
    public static bool HasTokens(string text)
    {
        var analyzer = new Analyzer(text.Replace('*', ' '), new char[Analyzer.MaxToken]);
        return analyzer.Read();
    }

    private static (bool Suits, ValueRange? Range) Check(QueryField field, string value, DateOnly today) => field.Kind switch
    {
        FieldKind.Date => Ranged(ValueRange.Parse(value, text => DateWords.Parse(text, today))),
        FieldKind.Trust => Ranged(ValueRange.Parse(value, ValueRange.Percent)),
        FieldKind.Release => (HasTokens(value), ValueRange.Parse(value, ReleaseNumber.Parse)),
        FieldKind.State => (QueryState.Find(value) is not null, null),
        FieldKind.Commit => (value.Length >= ShortestCommit && value.All(char.IsAsciiHexDigit), null),
        FieldKind.Function or FieldKind.File or FieldKind.Stack or FieldKind.Title or FieldKind.Culprit =>
            (value.All(c => c == '*') || IsShortCommit(value) || HasTokens(value), null),
        _ => (value.Length > 0, null),
    };

    private static bool IsShortCommit(string value) => value.Length is >= ShortestCommit and <= 40 && value.All(char.IsAsciiHexDigit);

    private static (bool Suits, ValueRange? Range) Ranged(ValueRange? range) => (range is not null, range);
}
