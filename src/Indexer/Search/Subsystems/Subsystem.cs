namespace KB.Indexer.Search.Subsystems;

/// <summary>A part of the kernel as MAINTAINERS names it. The table is <c>subsystems.txt</c> beside this file.</summary>
/// <param name="ShortName">One word to type: <c>ext4</c>.</param>
/// <param name="Name">MAINTAINERS' name: <c>EXT4 FILE SYSTEM</c>.</param>
/// <param name="Paths">How the paths of its files start.</param>
public sealed record Subsystem(string ShortName, string Name, IReadOnlyList<string> Paths)
{
    /// <summary>All subsystems, in the order of the table.</summary>
    public static IReadOnlyList<Subsystem> All { get; } = Read();

    private static readonly Dictionary<string, Subsystem> ByPath =
        All.SelectMany(subsystem => subsystem.Paths, (subsystem, path) => (subsystem, path)).ToDictionary(row => row.path, row => row.subsystem, StringComparer.Ordinal);

    /// <summary>The subsystem of a source file: the one with the longest path that the file's starts with; null when the table has none.</summary>
    /// <param name="path">Path in the kernel tree: <c>fs/ext4/inode.c</c>.</param>
    public static Subsystem? Of(string? path)
    {
        ReadOnlySpan<char> rest = path.AsSpan().TrimStart('.').TrimStart('/');
        var paths = ByPath.GetAlternateLookup<ReadOnlySpan<char>>();
        for (rest = rest[..Math.Min(rest.Length, LongestPath)]; rest.Length > 0; rest = rest[..^1])
        {
            if (paths.TryGetValue(rest, out Subsystem? found))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>True when a word is the short name of the subsystem with a name.</summary>
    public static bool IsShortNameOf(string word, string name) =>
        All.Any(subsystem => subsystem.Name == name && subsystem.ShortName.Equals(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Characters of the longest path of the table that matter.</summary>
    private const int LongestPath = 80;

    private static List<Subsystem> Read()
    {
        using Stream stream = typeof(Subsystem).Assembly.GetManifestResourceStream("subsystems.txt")!;
        using var reader = new StreamReader(stream);
        var rows = new List<Subsystem>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#' && line.Split('|', StringSplitOptions.TrimEntries) is [var shortName, var name, var paths])
            {
                rows.Add(new(shortName, name, paths.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            }
        }

        return rows;
    }
}
