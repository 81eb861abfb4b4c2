namespace KB.Indexer.Search.Engine;

/// <summary>The columns as the catalogue writes them; a snapshot copies them for readers. One writer at a time.</summary>
public sealed class ColumnsBuilder
{
    /// <summary>Stands for "no trust known" in <see cref="DocumentColumns.Trust"/>.</summary>
    public const byte NoTrust = 255;

    private readonly Names _types = new(), _subsystems = new(), _releases = new(), _arches = new();
    private int[] _crash = [], _day = [], _repeats = [];
    private DocumentKind[] _kind = [];
    private DocumentFlags[] _flags = [];
    private byte[] _trust = [];
    private int _count, _crashes;

    /// <summary>Sets all values of one document; numbers that were skipped count as deleted.</summary>
    public void Set(int number, DocumentValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        Grow(number + 1);
        _crash[number] = values.Crash;
        _crashes = Math.Max(_crashes, values.Crash + 1);
        _kind[number] = values.Kind;
        _types.Set(number, values.Type);
        _subsystems.Set(number, values.Subsystem);
        _releases.Set(number, values.Release);
        _arches.Set(number, values.Arch);
        _day[number] = values.Day;
        _flags[number] = values.Flags;
        _trust[number] = values.Trust is int trust ? (byte)Math.Clamp(trust, 0, 100) : NoTrust;
        _repeats[number] = values.Repeats;
    }

    /// <summary>Marks a document as removed.</summary>
    public void Delete(int number)
    {
        if ((uint)number < (uint)_count)
        {
            _flags[number] |= DocumentFlags.Deleted;
        }
    }

    /// <summary>A copy for readers: 30 bytes a document.</summary>
    public DocumentColumns Snapshot() => new()
    {
        Count = _count,
        Crashes = _crashes,
        Crash = _crash[.._count],
        Kind = _kind[.._count],
        Type = _types.Snapshot(_count),
        Subsystem = _subsystems.Snapshot(_count),
        Release = _releases.Snapshot(_count),
        Arch = _arches.Snapshot(_count),
        Day = _day[.._count],
        Flags = _flags[.._count],
        Trust = _trust[.._count],
        Repeats = _repeats[.._count],
    };

    private void Grow(int count)
    {
        if (count > _crash.Length)
        {
            int size = Math.Max(count, Math.Max(1024, _crash.Length + (_crash.Length / 2)));
            Array.Resize(ref _crash, size);
            Array.Resize(ref _kind, size);
            Array.Resize(ref _day, size);
            Array.Resize(ref _flags, size);
            Array.Resize(ref _trust, size);
            Array.Resize(ref _repeats, size);
        }

        for (; _count < count; _count++)
        {
            _flags[_count] = DocumentFlags.Deleted;
        }
    }

    private sealed class Names
    {
        private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal) { [""] = 0 };
        private readonly List<string> _names = [""];
        private int[] _of = [];

        public void Set(int number, string name)
        {
            if (!_codes.TryGetValue(name, out int code))
            {
                _codes.Add(name, code = _names.Count);
                _names.Add(name);
            }

            if (number >= _of.Length)
            {
                Array.Resize(ref _of, Math.Max(number + 1, Math.Max(1024, _of.Length + (_of.Length / 2))));
            }

            _of[number] = code;
        }

        public NameColumn Snapshot(int count)
        {
            var codes = new int[count];
            _of.AsSpan(0, Math.Min(count, _of.Length)).CopyTo(codes);
            return new(codes, [.. _names]);
        }
    }
}
