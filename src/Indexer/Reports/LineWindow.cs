using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>The lines around the place that is being read: some that passed, some read ahead. Lines are counted from 0.</summary>
internal sealed class LineWindow(TextReader text)
{
    /// <summary>How many lines that passed are kept, for what the crashing task said before it crashed.</summary>
    public const int Lookback = 500;

    /// <summary>Lines from an announcement on that must begin with the same before that is taken off.</summary>
    private const int Block = 10;

    /// <summary>Announcements that are looked at so in one text: each costs a hundred times what a line does.</summary>
    private const int MostBlocks = 256;

    private const string Panic = "Kernel panic - not syncing";

    private readonly LineSource _source = new(text);
    private readonly List<Entry> _entries = [];

    private int _blocks;

    /// <summary>The last panic that was seen, -1 for none.</summary>
    private int _panic = -1;

    /// <summary>Lines before this one were searched for panics.</summary>
    private int _searched;

    /// <summary>Index of the first line still kept.</summary>
    public int First { get; private set; }

    /// <summary>Index of the first line from <paramref name="index"/> on that mentions a trigger; -1 when none does.</summary>
    public int Seek(int index)
    {
        while (true)
        {
            for (; index < First + _entries.Count; index++)
            {
                if (Family(index) is not null)
                {
                    return index;
                }
            }

            _source.SkipToTrigger();
            if (_source.Line >= First + _entries.Count)
            {
                Restart();
            }

            index = _source.Line;
            if (Find(index) is null)
            {
                return -1;
            }
        }
    }

    /// <summary>The line with this index; null behind the end of the text.</summary>
    public ConsoleLine? Line(int index) => Find(index) is { } entry ? entry.Line ??= LineReader.Read(entry.Number, entry.Raw) : null;

    /// <summary>The line with this index as it stands in the text, its end not included; null behind the end of the text.</summary>
    public string? Raw(int index) => Find(index)?.Raw;

    /// <summary>Line of the text, counted from 1, in which the line with this index stands; 0 behind the end of the text.</summary>
    public int Number(int index) => Find(index)?.Number ?? 0;

    /// <summary>True for the index of the last line of the text, when nothing ends it: the line may have gone on.</summary>
    public bool IsOpen(int index) => _source.EndsInLine && index == _source.Line - 1;

    /// <summary>The family of oopses that the line announces; null for none.</summary>
    public OopsFamily? Family(int index)
    {
        if (Find(index) is not { } entry)
        {
            return null;
        }

        if (!entry.IsJudged)
        {
            entry.Judge(Triggers.IndexIn(entry.Raw) >= 0 ? OopsFamilies.Of(Line(index)!.Text) : null);
            if (entry.Line is { Context: ConsoleLine.Bare } line && Triggers.IndexIn(line.Text) > 0 && Behind(index) is { } family)
            {
                return family;
            }
        }

        return entry.Family;
    }

    /// <summary>The family of oopses that the line announces behind what the lines of its block begin with: a part of a text that came from elsewhere. It is taken off from here on.</summary>
    private OopsFamily? Behind(int index)
    {
        if (Find(index + Block - 1) is null || ++_blocks > MostBlocks)
        {
            return null;
        }

        List<Entry> block = _entries.GetRange(index - First, Block);
        if (SharedPrefix.Of(string.Join('\n', block.Select(each => each.Raw))) is not { StandsBefore: true } prefix
            || !block.Skip(1).Select(each => prefix.TakeOff(each.Raw)).Any(line => FrameLines.HasOffset(line) || FrameLines.IsStackStart(line))
            || OopsFamilies.Of(LineReader.Read(block[0].Number, prefix.TakeOff(block[0].Raw)).Text) is not { } family)
        {
            return null;
        }

        _source.Prefix = prefix;
        for (int i = index - First; i < _entries.Count; i++)
        {
            _entries[i] = new Entry(prefix.TakeOff(_entries[i].Raw), _entries[i].Number);
        }

        _entries[index - First].Judge(family);
        return family;
    }

    /// <summary>True when a kernel printed one of the lines shortly before this one.</summary>
    public bool KernelRanBefore(int index)
    {
        for (int i = index - 1; i >= Math.Max(First, index - Lookback); i--)
        {
            if (Line(i) is { Context.Length: > 0 })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a line from <paramref name="start"/> on and before <paramref name="end"/> tells of a panic.</summary>
    public bool PanicBetween(int start, int end)
    {
        if (_panic >= start)
        {
            return _panic < end;
        }

        for (int i = Math.Max(start, _searched); i < end && Find(i) is { } entry; i++)
        {
            _searched = i + 1;
            if (entry.Raw.Contains(Panic, StringComparison.Ordinal))
            {
                _panic = i;
                return true;
            }
        }

        return false;
    }

    /// <summary>Lines before this one, but for the lookback, are needed no more.</summary>
    public void Release(int index)
    {
        int drop = Math.Min(index - Lookback - First, _entries.Count);
        if (drop > Lookback)
        {
            _entries.RemoveRange(0, drop);
            First += drop;
        }
    }

    /// <summary>Forgets the lines that were passed over, but for those right before the next one.</summary>
    private void Restart()
    {
        int passed = _source.Line - (First + _entries.Count);
        if (passed == 0)
        {
            return;
        }

        List<SourceLine> before = _source.Before(Math.Min(Lookback, passed));
        if (passed > before.Count)
        {
            _entries.Clear();
            First = _source.Line - before.Count;
        }

        _entries.AddRange(before.Select(line => new Entry(line.Text, line.Number)));
    }

    private Entry? Find(int index)
    {
        while (index - First >= _entries.Count)
        {
            if (_source.Read() is not { } line)
            {
                return null;
            }

            _entries.Add(new Entry(line.Text, line.Number));
        }

        return _entries[index - First];
    }

    private sealed class Entry(string raw, int number)
    {
        public string Raw { get; } = raw;

        public int Number { get; } = number;

        public ConsoleLine? Line { get; set; }

        public bool IsJudged { get; private set; }

        public OopsFamily? Family { get; private set; }

        public void Judge(OopsFamily? family) => (IsJudged, Family) = (true, family);
    }
}
