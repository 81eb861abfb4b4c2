using KB.Indexer.Search;

namespace KB.Indexer.Cli;

/// <summary>What a person at a terminal sees when the machine, not the input, is at fault.</summary>
internal static class Failures
{
    /// <summary>Runs a verb; an unusable index, folder or disk becomes one line on stderr and exit code 1.</summary>
    public static int Report(Func<int> verb)
    {
        try
        {
            return verb();
        }
        catch (Exception e) when (e is IndexException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine($"kb: {e.Message}");
            return Inputs.Unusable;
        }
    }
}
