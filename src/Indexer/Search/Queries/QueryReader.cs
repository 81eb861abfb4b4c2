using KB.Indexer.Search.Engine;

namespace KB.Indexer.Search.Queries;

/// <summary>Reads the query language in one pass. Grammar: docs/search.md.</summary>
/// <param name="text">The query, not longer than <see cref="Query.MaxLength"/>.</param>
/// <param name="today">The day that relative dates count from.</param>
/// <param name="ignored">Takes what was ignored and why.</param>
internal sealed class QueryReader(string text, DateOnly today, List<string> ignored)
{
    /// <summary>Parentheses inside each other: deeper ones are passed over. Bounds the recursion.</summary>
    private const int MaxDepth = 32;

    /// <summary>Words, phrases and fields of a query: bounds the work of a search.</summary>
    private const int MaxLeaves = 128;

    private int _at;
    private int _leaves;
    private int _depth;

    /// <summary>Reads all of it; null when nothing is left to search for.</summary>
    public QueryNode? Read()
    {
        QueryNode? whole = ReadOr();
        while (_at < text.Length)
        {
            _at++;
            whole = And(whole, ReadOr());
        }

        return whole;
    }

    private static QueryNode? And(QueryNode? left, QueryNode? right) =>
        left is null ? right : right is null ? left : new AndNode([left, right]);

    private QueryNode? ReadOr()
    {
        var parts = new List<QueryNode>();
        do
        {
            if (ReadAnd() is { } part)
            {
                parts.Add(part);
            }
        }
        while (ReadOperator());

        return parts.Count switch { 0 => null, 1 => parts[0], _ => new OrNode(parts) };
    }

    /// <summary>Reads <c>or</c>, <c>OR</c> or <c>|</c>.</summary>
    private bool ReadOperator()
    {
        SkipSpace();
        int length = OperatorLength();
        _at += length;
        return length > 0;
    }

    private int OperatorLength() => At(_at) == '|' ? 1 : IsWordHere("or") || IsWordHere("OR") ? 2 : 0;

    private bool IsWordHere(string word) =>
        string.CompareOrdinal(text, _at, word, 0, word.Length) == 0 && (_at + word.Length == text.Length || char.IsWhiteSpace(text[_at + word.Length]));

    private QueryNode? ReadAnd()
    {
        var parts = new List<QueryNode>();
        while (true)
        {
            SkipSpace();
            if (_at >= text.Length || (text[_at] == ')' && _depth > 0) || OperatorLength() > 0)
            {
                break;
            }

            if (ReadPart() is { } part)
            {
                Keep(part, parts);
            }
        }

        return parts.Count switch { 0 => null, 1 => parts[0], _ => new AndNode(parts) };
    }

    private static void Keep(QueryNode part, List<QueryNode> parts)
    {
        if (part is AndNode group)
        {
            parts.AddRange(group.Parts);
        }
        else
        {
            parts.Add(part);
        }
    }

    private QueryNode? ReadPart()
    {
        if (IsWordHere("AND"))
        {
            _at += 3;
            return null;
        }

        bool not = IsWordHere("NOT") || (At(_at) == '-' && !char.IsWhiteSpace(At(_at + 1)) && At(_at + 1) is not ('-' or '>' or ')' or '\0'));
        if (not)
        {
            _at += text[_at] == '-' ? 1 : 3;
            SkipSpace();
        }

        QueryNode? part = At(_at) == '(' ? ReadGroup() : ReadLeaf();
        return not && part is not null ? (part is NotNode twice ? twice.Part : new NotNode(part)) : part;
    }

    private QueryNode? ReadGroup()
    {
        int close = text.IndexOf(')', _at);
        if (close > _at + 1 && text.AsSpan(_at + 1, close - _at - 1).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            ignored.Add($"{text[_at..(close + 1)]} is syzbot's counter of bugs with one title.");
            _at = close + 1;
            return null;
        }

        _at++;
        if (_depth == MaxDepth)
        {
            ignored.Add($"Parentheses more than {MaxDepth} deep are passed over.");
            return null;
        }

        _depth++;
        QueryNode? inner = ReadOr();
        _depth--;
        if (At(_at) == ')')
        {
            _at++;
        }

        return inner;
    }

    private QueryNode? ReadLeaf()
    {
        QueryField? field = ReadField();
        bool quoted = At(_at) == '"';
        string value = quoted ? ReadQuoted() : ReadWord();
        if (value.Length == 0)
        {
            return null;
        }

        if (++_leaves > MaxLeaves)
        {
            if (_leaves == MaxLeaves + 1)
            {
                ignored.Add($"Only the first {MaxLeaves} words are searched for.");
            }

            return null;
        }

        return field is not null ? FieldValues.Read(field, value, quoted, today, ignored) : Words(value, quoted);
    }

    private QueryNode? Words(string value, bool quoted)
    {
        if (value.Trim('*').Length == 0)
        {
            return new AllNode();
        }

        if (value.AsSpan().IndexOfAnyExcept('*', ' ') >= 0 && FieldValues.HasTokens(value))
        {
            return quoted ? new PhraseNode(value) : new WordNode(value);
        }

        if (value.Any(char.IsLetterOrDigit))
        {
            ignored.Add($"“{value}” is a bare number or address, which is not indexed.");
        }

        return null;
    }

    /// <summary>Reads <c>name:</c> when it is a field's and a value follows.</summary>
    private QueryField? ReadField()
    {
        int colon = _at;
        while (char.IsAsciiLetter(At(colon)))
        {
            colon++;
        }

        if (At(colon) != ':' || colon == _at || colon + 1 >= text.Length || char.IsWhiteSpace(text[colon + 1]) || text[colon + 1] == ')'
            || QueryField.Find(text.AsSpan(_at, colon - _at)) is not { } field)
        {
            return null;
        }

        _at = colon + 1;
        return field;
    }

    private string ReadQuoted()
    {
        int start = ++_at;
        int end = text.IndexOf('"', start);
        _at = end < 0 ? text.Length : end + 1;
        return text[start..(end < 0 ? text.Length : end)].Trim();
    }

    private string ReadWord()
    {
        int start = _at;
        int open = 0;
        for (; _at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] != '"'; _at++)
        {
            open += text[_at] == '(' ? 1 : 0;
            if (text[_at] == ')' && --open < 0 && _depth > 0)
            {
                break;
            }
        }

        if (_at == start && _at < text.Length && text[_at] != ')')
        {
            _at++;
        }

        return text[start.._at].Trim();
    }

    private void SkipSpace()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    private char At(int index) => index < text.Length ? text[index] : '\0';
}
