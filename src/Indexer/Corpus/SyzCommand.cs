namespace KB.Indexer.Corpus;

/// <summary>One command that a person gave to syzbot in a mail: <c>#syz dup: TITLE</c>.</summary>
/// <param name="Command"><c>dup</c>, <c>undup</c>, <c>fix</c>, <c>unfix</c>, <c>invalid</c>, <c>test</c>, <c>set</c>, <c>unset</c>, <c>upstream</c>.</param>
/// <param name="Argument">What follows the command: a crash title, a commit title, a repository and branch; null when it has none.</param>
/// <param name="By">Address of the person.</param>
public sealed record SyzCommand(string Command, string? Argument, string By);
