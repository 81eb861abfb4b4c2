namespace KB.Indexer.Duplicates;

/// <summary>The three zones of an answer.</summary>
public enum Zone
{
    /// <summary>Nothing known is likely to be the same bug.</summary>
    New,

    /// <summary>Worth a look; nothing is merged.</summary>
    Possible,

    /// <summary>Grouped with what is known.</summary>
    Duplicate,
}

/// <summary>What a crash was taken for.</summary>
/// <param name="Zone">How sure.</param>
/// <param name="Of">The first crash of the cluster it is, or may be, of; null when new.</param>
/// <param name="Candidate">The member that spoke loudest; null when new.</param>
public sealed record Decision(Zone Zone, string? Of, Candidate? Candidate)
{
    /// <summary>As it stands in JSON.</summary>
    public string Name => Zone.ToString().ToLowerInvariant();
}
