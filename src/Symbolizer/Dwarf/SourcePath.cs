namespace KB.Symbolizer.Dwarf;

/// <summary>Tells which part of the path of a source file lies in the kernel tree.</summary>
internal static class SourcePath
{
    /// <summary>Folders at the top of the kernel tree.</summary>
    private static readonly string[] TopFolders =
    [
        "arch", "block", "certs", "crypto", "drivers", "fs", "include", "init", "io_uring", "ipc", "kernel", "lib", "mm", "net",
        "rust", "samples", "scripts", "security", "sound", "tools", "usr", "virt",
    ];

    /// <summary>A path relative to the kernel tree; the path itself, cleaned, when that cannot be told.</summary>
    /// <param name="directory">Directory of the compilation: the kernel tree, or a folder below it for builds with O=.</param>
    /// <param name="file">Path of the file, absolute, or starting with <paramref name="directory"/>.</param>
    public static string InTree(string directory, string file)
    {
        directory = Clean(directory);
        string path = Clean(file);
        if (directory.Length > 0 && path.StartsWith(directory + "/", StringComparison.Ordinal))
        {
            return path[(directory.Length + 1)..];
        }

        string[] parts = path.Split('/');
        for (int i = parts.Length - 2; i >= 0; i--)
        {
            // include/linux has folders of these names too, such as io_uring.
            bool isTree = parts[i].StartsWith("linux", StringComparison.Ordinal) && (i == 0 || parts[i - 1] is not ("include" or "uapi"));
            if (isTree && Array.IndexOf(TopFolders, parts[i + 1]) >= 0)
            {
                return string.Join('/', parts[(i + 1)..]);
            }
        }

        return BelowCommonFolder(directory.Split('/'), parts) ?? path;
    }

    /// <summary>Joins a folder and a name; an absolute name stands for itself.</summary>
    public static string Join(string folder, string name) =>
        folder.Length == 0 || name.StartsWith('/') ? name : folder.EndsWith('/') ? folder + name : $"{folder}/{name}";

    /// <summary>A path without <c>.</c>, empty and <c>..</c> parts; a <c>..</c> at its start is dropped.</summary>
    public static string Clean(string path)
    {
        if (!path.Contains("./", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal) && !path.EndsWith('/'))
        {
            return path;
        }

        var parts = new List<string>();
        foreach (string part in path.Split('/'))
        {
            if (part == "..")
            {
                parts.RemoveRange(Math.Max(parts.Count - 1, 0), Math.Min(parts.Count, 1));
            }
            else if (part is not ("." or ""))
            {
                parts.Add(part);
            }
        }

        return (path.StartsWith('/') ? "/" : "") + string.Join('/', parts);
    }

    private static string? BelowCommonFolder(string[] directory, string[] path)
    {
        int common = 0;
        while (common < directory.Length && common < path.Length && directory[common] == path[common])
        {
            common++;
        }

        return common > 1 && common < path.Length && Array.IndexOf(TopFolders, path[common]) >= 0 ? string.Join('/', path[common..]) : null;
    }
}
