using KB.Indexer.Search.Queries;
using KB.Indexer.Search.Subsystems;

namespace KB.Indexer.Search.Engine;

/// <summary>Tests of the columns for the fields of the language that are not in segments.</summary>
internal sealed class ColumnFilters(DocumentColumns columns)
{
    private static readonly char[] Separators = [' ', '-', '_', '/', '[', ']', '(', ')', ','];

    /// <summary>The test for a field's value; takes the number of a document that may be unknown.</summary>
    public Predicate<int> Of(FieldNode node)
    {
        DocumentColumns all = columns;
        ValueRange range = node.Range ?? new(long.MinValue, long.MaxValue);
        Predicate<int> passes = node.Field.Kind switch
        {
            FieldKind.Date => number => all.Day[number] > 0 && range.Contains(all.Day[number]),
            FieldKind.Trust => number => all.Trust[number] != ColumnsBuilder.NoTrust && range.Contains(all.Trust[number]),
            FieldKind.State => State(QueryState.Find(node.Value)!),
            FieldKind.Release => Named(all.Release, Release(node)),
            _ => node.Field.Name switch
            {
                "type" => Named(all.Type, name => HasWords(name, node.Value)),
                "sub" => Named(all.Subsystem, name => HasWords(name, node.Value) || Subsystem.IsShortNameOf(node.Value, name)),
                _ => Named(all.Arch, name => HasWords(name, node.Value)),
            },
        };
        return number => (uint)number < (uint)all.Count && passes(number);
    }

    private Predicate<int> State(QueryState state)
    {
        DocumentColumns all = columns;
        return state.Flag == DocumentFlags.None ? number => all.Kind[number] == state.Kind : number => (all.Flags[number] & state.Flag) != 0;
    }

    /// <summary>A name is tested once, not for each document.</summary>
    private static Predicate<int> Named(NameColumn column, Func<string, bool> suits)
    {
        bool[] wanted = [.. column.Names.Select(name => name.Length > 0 && suits(name))];
        return number => wanted[column.Codes[number]];
    }

    /// <summary>A range of releases; or, with more behind the number (<c>4.6.0-syzkaller</c>), the release that starts so.</summary>
    private static Func<string, bool> Release(FieldNode node)
    {
        string value = node.Value.TrimStart('v', 'V').TrimEnd('*');
        bool isPlain = !value.Any(char.IsAsciiLetter) || value.Contains("..", StringComparison.Ordinal) || value.Contains("-rc", StringComparison.Ordinal);
        return node.Range is { } range && isPlain
            ? name => ReleaseNumber.Of(name) is { } number && range.Contains(number)
            : name => name.StartsWith(value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The words of the value stand next to each other in the name.</summary>
    private static bool HasWords(string name, string value)
    {
        string[] words = value.Trim('*').Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        string[] of = name.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        for (int start = 0; start + words.Length <= of.Length; start++)
        {
            if (words.AsSpan().SequenceEqual(of.AsSpan(start, words.Length), StringComparer.OrdinalIgnoreCase))
            {
                return words.Length > 0;
            }
        }

        return false;
    }
}
