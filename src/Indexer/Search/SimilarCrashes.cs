using KB.Indexer.Duplicates;

namespace KB.Indexer.Search;

/// <summary>What is known like a crash: the shape of <c>kb similar --json</c>.</summary>
/// <param name="Title">Title of the crash asked about.</param>
/// <param name="Decision">duplicate, possible or new.</param>
/// <param name="Of">Id of the crash that it is, or may be; null when new.</param>
/// <param name="Candidates">Known crashes, most likely first, each bug once.</param>
public sealed record SimilarCrashes(string Title, string Decision, string? Of, IReadOnlyList<SimilarCrash> Candidates)
{
    /// <summary>Reports of the text that are this crash.</summary>
    public int Reports { get; init; } = 1;
}

/// <summary>A known crash.</summary>
/// <param name="Id">Of the crash.</param>
/// <param name="Report">Id of the report that is most alike.</param>
/// <param name="Title">Title of the crash.</param>
/// <param name="Probability">That it is the same bug, 0 to 1.</param>
/// <param name="Reasons">The strongest reasons, <c>for: …</c> or <c>against: …</c>, strongest first.</param>
public sealed record SimilarCrash(string Id, string Report, string Title, double Probability, IReadOnlyList<string> Reasons)
{
    /// <summary>Its page.</summary>
    public string Url => "/crashes/" + Id;

    /// <summary>True from the probability on from which crashes are grouped.</summary>
    public bool Likely => Probability >= Clusters.PlainDuplicateFrom;
}
