using System.Text;
using KB.Indexer.Corpus;

namespace KB.Indexer.Cli;

/// <summary>What a PATH argument stands for: a file, a folder (walked in name order) or <c>-</c> (standard input).</summary>
internal static class Inputs
{
    /// <summary>Exit code when the input was unusable.</summary>
    public const int Unusable = 1;

    /// <summary>Bytes read at once: small enough to stay in the processor's cache until they are searched.</summary>
    private const int Block = 1 << 15;

    /// <summary>Reads every file named by the paths, in order; a path that does not exist is told on stderr.</summary>
    /// <returns>The exit code.</returns>
    public static int Each(IEnumerable<string> paths, Action<string> read)
    {
        int exit = 0;
        foreach (string path in paths)
        {
            if (path == "-" || File.Exists(path))
            {
                read(path);
            }
            else if (Directory.Exists(path))
            {
                foreach (string file in FolderWalk.Files(path).Select(file => Path.Join(path, Path.GetRelativePath(path, file.FullName))).Order(StringComparer.Ordinal))
                {
                    read(file);
                }
            }
            else
            {
                Console.Error.WriteLine($"kb: {path}: no such file or folder");
                exit = Unusable;
            }
        }

        return exit;
    }

    /// <summary>All of a text; null when it has more characters than that.</summary>
    public static string? ReadWhole(TextReader text, int most)
    {
        var whole = new StringBuilder();
        char[] block = new char[Block];
        for (int count; (count = text.Read(block)) > 0;)
        {
            if (whole.Append(block, 0, count).Length > most)
            {
                return null;
            }
        }

        return whole.ToString();
    }

    /// <summary>Opens a file, or standard input for <c>-</c>; bytes that are not UTF-8 become U+FFFD.</summary>
    public static TextReader Open(string file) =>
        new StreamReader(file == "-" ? Console.OpenStandardInput() : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan), bufferSize: Block);
}
