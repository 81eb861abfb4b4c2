namespace KB.Site.Hosting;

/// <summary>How far an entry came.</summary>
public enum IntakeAnswer
{
    /// <summary>The queue is full; nothing was kept.</summary>
    Full,

    /// <summary>The disk refused it; nothing was kept.</summary>
    Refused,

    /// <summary>On the disk; the index will have it later.</summary>
    Durable,

    /// <summary>On the disk and in the index.</summary>
    Indexed,
}

/// <summary>What the index job does, for the page about the index and for health.</summary>
/// <param name="State"><c>building</c>, <c>ready</c>, or <c>failed</c>.</param>
/// <param name="Done">Files or bytes of the journal read so far.</param>
/// <param name="Total">… of how many; 0 when not known.</param>
/// <param name="Current">What was read last.</param>
/// <param name="Error">Why it failed; it is tried again.</param>
public sealed record IndexJob(string State, long Done, long Total, string Current, string? Error);
