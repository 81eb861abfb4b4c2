namespace KB.Indexer.Search.Queries;

/// <summary>A part of a query. <see cref="object.ToString"/> gives it as it can be typed.</summary>
public abstract record QueryNode
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(" \t\r\n\"()");

    /// <summary>Text with quotes where it needs them to be read as one value.</summary>
    private protected static string Quote(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAny(Special) ? text : "\"" + text.Replace('"', ' ') + "\"";
}

/// <summary>Every document.</summary>
public sealed record AllNode : QueryNode
{
    /// <inheritdoc/>
    public override string ToString() => "*";
}

/// <summary>A word anywhere; asterisks in it stand for any characters.</summary>
public sealed record WordNode(string Text) : QueryNode
{
    /// <summary>True when it has an asterisk.</summary>
    public bool IsWildcard => Text.Contains('*');

    /// <inheritdoc/>
    public override string ToString() => Text[0] is '-' or '|' or '>' || Text is "or" or "OR" or "AND" or "NOT" ? $"\"{Text}\"" : Quote(Text);
}

/// <summary>Words that follow each other.</summary>
public sealed record PhraseNode(string Text) : QueryNode
{
    /// <inheritdoc/>
    public override string ToString() => "\"" + Text.Replace('"', ' ') + "\"";
}

/// <summary>A value in a field; the value was found to suit it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">As typed, without quotes.</param>
/// <param name="Quoted">True when it stood in quotes.</param>
public sealed record FieldNode(QueryField Field, string Value, bool Quoted = false) : QueryNode
{
    /// <summary>Range of dates, releases or percent that the value stands for, where the field has ranges.</summary>
    public ValueRange? Range { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Field.Name + ":" + (Quoted ? "\"" + Value + "\"" : Quote(Value));
}

/// <summary>All of its parts.</summary>
public sealed record AndNode(IReadOnlyList<QueryNode> Parts) : QueryNode
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Parts.Select(part => part is OrNode ? $"({part})" : part.ToString()));
}

/// <summary>Any of its parts.</summary>
public sealed record OrNode(IReadOnlyList<QueryNode> Parts) : QueryNode
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(" or ", Parts);
}

/// <summary>What does not match its part.</summary>
public sealed record NotNode(QueryNode Part) : QueryNode
{
    /// <inheritdoc/>
    public override string ToString() => Part is AndNode or OrNode ? $"-({Part})" : $"-{Part}";
}
