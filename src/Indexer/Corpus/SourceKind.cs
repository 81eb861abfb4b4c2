using KB.Indexer.Corpus.Sources;

namespace KB.Indexer.Corpus;

/// <summary>One kind of source: how it is recognised by its content, and how it is read.</summary>
internal sealed record SourceKind
{
    /// <summary>Stable name, printed by <c>kb inspect</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, for people.</summary>
    public required string Title { get; init; }

    /// <summary>True for a source of this kind; asked in the order of the table.</summary>
    public required Func<SourceInput, bool> Recognises { get; init; }

    /// <summary>The log that it is, its lines as the console printed them; null for a kind that is more than one log.</summary>
    public Func<SourceInput, TextReader>? Log { get; init; }

    /// <summary>The documents in it; of a log one, streamed.</summary>
    public Func<SourceInput, IEnumerable<SourceDocument>> Read { get => field ?? ReadLog; init; }

    /// <summary>The shortest text that is recognised as this kind.</summary>
    public required string Example { get; init; }

    private IEnumerable<SourceDocument> ReadLog(SourceInput input)
    {
        TextReader log = Log!(input);
        SourceDocument document = new SourceDocument { Path = input.Path, Kind = Name }.WithStream(log);
        yield return document with { Unread = SourceReader.LeftOut(log) };
    }
}
