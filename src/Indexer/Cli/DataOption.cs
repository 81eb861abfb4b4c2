using System.CommandLine;

namespace KB.Indexer.Cli;

/// <summary><c>--data DIR</c>, the same for every verb.</summary>
internal static class DataOption
{
    public static Option<string> Create() => new("--data")
    {
        Description = "Data folder with the index and what was imported (default: $KB_DATA or data).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("KB_DATA") is { Length: > 0 } folder ? folder : "data",
    };
}
