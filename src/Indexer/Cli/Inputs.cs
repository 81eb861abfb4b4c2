using System.Text;
using KB.Indexer.Corpus;
using KB.Indexer.Reports;
using KB.Indexer.Reports.Formats;

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
    /// <param name="read">Reads one file, through <see cref="Texts"/> or without exceptions of its own.</param>
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

    /// <summary>Reads every text of the files named by the paths, see <see cref="Texts"/>.</summary>
    /// <returns>The exit code.</returns>
    public static int EachText(IEnumerable<string> paths, Action<string, TextReader> read) => Each(paths, file =>
    {
        foreach ((string name, TextReader text) in Texts(file))
        {
            read(name, text);
        }
    });

    /// <summary>The crash reports of a text; where there is none, what it is instead is told on stderr, if that is known.</summary>
    public static IEnumerable<CrashReport> Reports(string name, TextReader text)
    {
        using var noted = new HeadReader(text);
        bool any = false;
        foreach (CrashReport report in ReportParser.ParseAll(noted))
        {
            any = true;
            yield return report;
        }

        if (!any && Lookalikes.In(noted.Head) is { } other)
        {
            Console.Error.WriteLine($"kb: {name}: no crash of the Linux kernel, but {other}");
        }
    }

    /// <summary>The texts of a file, or of standard input for <c>-</c>, with their names: unpacked, of logs that wrap each line in JSON the lines. Each is to be read before the next is asked for.</summary>
    /// <exception cref="UnreadableException">The file cannot be opened or, behind what could be read of it, read on; the readers throw the same.</exception>
    public static IEnumerable<(string Name, TextReader Text)> Texts(string file)
    {
        using var stream = new InputStream(() => file == "-" ? Console.OpenStandardInput()
            : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan));
        using IEnumerator<(string Name, TextReader Text)> each = SourceReader.OpenTexts(file, stream).GetEnumerator();
        string? leftOut = null;
        while (UnreadableException.Told(each.MoveNext))
        {
            using TextReader text = each.Current.Text;
            yield return (each.Current.Name, text);
            leftOut ??= SourceReader.LeftOut(text);
        }

        if (leftOut is not null)
        {
            throw new UnreadableException(leftOut);
        }
    }
}
