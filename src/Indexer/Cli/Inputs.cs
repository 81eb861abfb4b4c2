namespace KB.Indexer.Cli;

/// <summary>What a PATH argument stands for: a file, a folder (walked in name order) or <c>-</c> (standard input).</summary>
internal static class Inputs
{
    /// <summary>Exit code when the input was unusable.</summary>
    public const int Unusable = 1;

    /// <summary>Bytes read at once: small enough to stay in the processor's cache until they are searched.</summary>
    private const int Block = 1 << 15;

    /// <summary>Every file named by the paths, in order; reports a path that does not exist on stderr and sets <paramref name="missing"/>.</summary>
    public static IEnumerable<string> Files(IEnumerable<string> paths, Action<string> missing)
    {
        foreach (string path in paths)
        {
            if (path == "-" || File.Exists(path))
            {
                yield return path;
            }
            else if (Directory.Exists(path))
            {
                foreach (string file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                {
                    yield return file;
                }
            }
            else
            {
                missing(path);
            }
        }
    }

    /// <summary>Opens a file, or standard input for <c>-</c>; bytes that are not UTF-8 become U+FFFD.</summary>
    public static TextReader Open(string file) =>
        new StreamReader(file == "-" ? Console.OpenStandardInput() : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan), bufferSize: Block);
}
