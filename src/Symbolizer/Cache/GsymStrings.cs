using System.Text;

namespace KB.Symbolizer.Cache;

/// <summary>The strings and files of a GSYM file that is being written, each once. Safe to use from several threads.</summary>
internal sealed class GsymStrings
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, uint> _strings = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Dictionary<(uint Folder, uint Name), uint> _files = new() { [(0, 0)] = 0 };
    private readonly ByteWriter _bytes = new();
    private readonly List<(uint Folder, uint Name)> _fileList = [(0, 0)];

    public GsymStrings(string directory)
    {
        _bytes.U8(0);
        Add(GsymFormat.DirectoryMark + directory);
        Unnamed = Add(GsymFormat.Unnamed);
    }

    /// <summary>The string <see cref="GsymFormat.Unnamed"/>.</summary>
    public uint Unnamed { get; }

    public ReadOnlySpan<byte> Bytes => _bytes.Written;

    public IReadOnlyList<(uint Folder, uint Name)> Files => _fileList;

    /// <summary>Offset of a string.</summary>
    public uint Add(string text)
    {
        lock (_lock)
        {
            if (!_strings.TryGetValue(text, out uint offset))
            {
                offset = (uint)_bytes.Length;
                _bytes.Bytes(Encoding.UTF8.GetBytes(text));
                _bytes.U8(0);
                _strings.Add(text, offset);
            }

            return offset;
        }
    }

    /// <summary>Index of a file; 0 for none.</summary>
    public uint AddFile(string? path)
    {
        if (path == null)
        {
            return 0;
        }

        int slash = path.LastIndexOf('/');
        (uint, uint) key = (Add(slash < 0 ? "" : slash == 0 ? "/" : path[..slash]), Add(path[(slash + 1)..]));
        lock (_lock)
        {
            if (!_files.TryGetValue(key, out uint index))
            {
                index = (uint)_fileList.Count;
                _fileList.Add(key);
                _files.Add(key, index);
            }

            return index;
        }
    }
}
