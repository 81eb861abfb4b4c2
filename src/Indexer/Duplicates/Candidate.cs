namespace KB.Indexer.Duplicates;

/// <summary>A known crash that may be the one asked about.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Probability">That both are one bug, 0 to 1, calibrated.</param>
/// <param name="Reasons">The strongest reasons for and against, in words, strongest first.</param>
/// <param name="Repeats">How often the very same crash came in.</param>
/// <param name="Specific">True when something else than generic helpers is shared: without it crashes are never grouped.</param>
/// <param name="Plain">True when one of the two came as plain text, without a title of a tracker: a surer bound is asked for.</param>
public sealed record Candidate(string Id, double Probability, IReadOnlyList<Reason> Reasons, int Repeats, bool Specific, bool Plain = false);

/// <summary>A reason in words.</summary>
/// <param name="For">True when it speaks for one bug, false when against.</param>
/// <param name="Strength">How much it moved the logarithm of the odds; 0 and more.</param>
/// <param name="Text">One clause, no full stop.</param>
public sealed record Reason(bool For, double Strength, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => (For ? "for: " : "against: ") + Text;
}

/// <summary>How to look for duplicates.</summary>
/// <param name="IgnoreTime">Judge as if no day were known.</param>
/// <param name="Exclude">Ids never to be returned.</param>
/// <param name="MaxReasons">Reasons for, and against, of each candidate; 0 for none.</param>
/// <param name="MostReasoned">Candidates that get reasons, from the best on.</param>
/// <param name="ReasonedFrom">Probability from which they do.</param>
/// <param name="Measured">Candidates that are compared in all traits, from those that share the rarest terms on.</param>
public sealed record FindOptions(
    bool IgnoreTime = false, Func<string, bool>? Exclude = null, int MaxReasons = FindOptions.UsualReasons, int MostReasoned = 10, double ReasonedFrom = 0, int Measured = FindOptions.UsuallyMeasured)
{
    /// <summary>Above this, recall grows slower than time.</summary>
    public const int UsuallyMeasured = 300;

    /// <summary>Enough to decide which crash a report joins: see docs/duplicates.md for what more would change.</summary>
    public const int MeasuredToGroup = 100;

    /// <summary>Reasons for, and against, that fit a screen.</summary>
    public const int UsualReasons = 3;
}
