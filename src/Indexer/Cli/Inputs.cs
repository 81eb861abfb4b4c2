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

    /// <summary>Reads every file named by the paths, in order; a path that does not exist, and a file or folder that cannot be read, is told on stderr and passed over.</summary>
    /// <param name="paths">Files, folders or <c>-</c>.</param>
    /// <param name="read">Reads one file, through <see cref="Open"/> or without exceptions of its own.</param>
    /// <returns>The exit code.</returns>
    public static int Each(IEnumerable<string> paths, Action<string> read)
    {
        int exit = 0;
        foreach (string path in paths)
        {
            if (path == "-" || File.Exists(path))
            {
                Read(path);
            }
            else if (Directory.Exists(path))
            {
                foreach (string file in FolderWalk.Files(path, Complain).Select(file => Path.Join(path, Path.GetRelativePath(path, file.FullName))).Order(StringComparer.Ordinal))
                {
                    Read(file);
                }
            }
            else
            {
                Complain(path, "no such file or folder");
            }
        }

        return exit;

        void Read(string file)
        {
            try
            {
                read(file);
            }
            catch (UnreadableException e)
            {
                Complain(file, e.Message);
            }
        }

        void Complain(string what, string why)
        {
            Console.Error.WriteLine($"kb: {what}: {why}");
            exit = Unusable;
        }
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
    /// <exception cref="UnreadableException">It cannot be opened; its reader throws the same where it cannot be read on.</exception>
    public static TextReader Open(string file) => new StreamReader(new InputStream(() => file == "-" ? Console.OpenStandardInput()
        : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan)), bufferSize: Block);
}
