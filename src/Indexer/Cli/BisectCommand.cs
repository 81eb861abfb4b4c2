using System.CommandLine;

namespace KB.Indexer.Cli;

/// <summary><c>kb bisect</c>: every bisection log found.</summary>
internal static class BisectCommand
{
    public static Command Create() => new("bisect", "Prints every bisection log found.");
}
