using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>The lines around the place that is being read: some that passed, some read ahead.</summary>
internal sealed class LineWindow(TextReader text)
{
    /// <summary>How many lines that passed are kept, for what the crashing task said before it crashed.</summary>
    public const int Lookback = 1000;

    /// <summary>Longest line kept; what is longer is cut, since nothing the kernel prints is.</summary>
    private const int LongestLine = 8192;

    private const string Panic = "Kernel panic - not syncing";

    private readonly List<Entry> _entries = [];
    private int _first;

    /// <summary>The last panic that was seen, -1 for none.</summary>
    private int _panic = -1;

    /// <summary>Lines before this one were searched for panics.</summary>
    private int _judged;

    /// <summary>Index of the first line still kept.</summary>
    public int First => _first;

    /// <summary>The line with this index, from 0; null behind the end of the text.</summary>
    public ConsoleLine? Line(int index)
    {
        if (Find(index) is not { } entry)
        {
            return null;
        }

        return entry.Line ??= LineReader.Read(index + 1, entry.Raw);
    }

    /// <summary>The family of oopses that the line announces; null for none.</summary>
    public OopsFamily? Family(int index)
    {
        if (Find(index) is not { } entry)
        {
            return null;
        }

        if (!entry.IsJudged)
        {
            entry.IsJudged = true;
            entry.Family = Triggers.Mentioned(entry.Raw) ? OopsFamilies.Of(Line(index)!.Value.Text) : null;
        }

        return entry.Family;
    }

    /// <summary>True when a kernel printed one of the lines shortly before this one.</summary>
    public bool KernelRanBefore(int index)
    {
        for (int i = index - 1; i >= Math.Max(_first, index - Lookback); i--)
        {
            if (Line(i) is { Context.Length: > 0 })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the line is there.</summary>
    public bool Has(int index) => Find(index) is not null;

    /// <summary>True when a line from <paramref name="start"/> on and before <paramref name="end"/> tells of a panic.</summary>
    public bool PanicBetween(int start, int end)
    {
        if (_panic < start)
        {
            for (_panic = Math.Max(start, _judged); _panic < end && Find(_panic) is { } entry; _panic++)
            {
                _judged = _panic + 1;
                if (entry.Raw.Contains(Panic, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            if (_panic >= end || Find(_panic) is null)
            {
                _panic = -1;
            }
        }

        return _panic >= start && _panic < end;
    }

    /// <summary>Lines before this one, but for the lookback, are needed no more.</summary>
    public void Release(int index)
    {
        int drop = index - Lookback - _first;
        if (drop > Lookback)
        {
            _entries.RemoveRange(0, drop);
            _first += drop;
        }
    }

    private Entry? Find(int index)
    {
        while (index - _first >= _entries.Count)
        {
            if (text.ReadLine() is not { } raw)
            {
                return null;
            }

            _entries.Add(new Entry(raw.Length > LongestLine ? raw[..LongestLine] : raw));
        }

        return _entries[index - _first];
    }

    private sealed class Entry(string raw)
    {
        public string Raw { get; } = raw;

        public ConsoleLine? Line { get; set; }

        public bool IsJudged { get; set; }

        public OopsFamily? Family { get; set; }
    }
}
