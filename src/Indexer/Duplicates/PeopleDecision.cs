namespace KB.Indexer.Duplicates;

/// <summary>What a person decided of two crashes; it wins over every model.</summary>
/// <param name="Same">True for <c>dup</c>, false for <c>not-dup</c>.</param>
/// <param name="A">Id of one crash; of a <c>dup</c>, the one that is given up.</param>
/// <param name="B">Id of the other.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">When.</param>
/// <param name="Why">In that person's words; may be empty.</param>
public sealed record PeopleDecision(bool Same, string A, string B, string By, DateTimeOffset At, string Why);
