namespace KB.Indexer.Corpus.Articles;

/// <summary>Something in the corpus that a person should put right.</summary>
/// <param name="File">File, as given or below the corpus.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public sealed record CorpusFault(string File, int Line, string Message)
{
    /// <summary><c>file:line: message</c>, as compilers print it.</summary>
    public override string ToString() => $"{File}:{Line}: {Message}";
}
