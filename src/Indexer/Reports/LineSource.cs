namespace KB.Indexer.Reports;

/// <summary>Cuts text into lines, and passes over text without crashes at the speed of a literal search.</summary>
/// <remarks>Memory: one block, and as much of the text before it as may belong to the next report.</remarks>
internal sealed class LineSource(TextReader text)
{
    /// <summary>Longest line kept; what is longer is cut, since nothing the kernel prints is.</summary>
    public const int LongestLine = 8192;

    private const int Block = 1 << 18;

    /// <summary>The blank that pages use where lines must not break or blanks not vanish: browsers copy it.</summary>
    private const char NoBreak = '\u00A0';

    /// <summary>Characters kept from before the place that is read.</summary>
    private const int Kept = 1 << 15;

    /// <summary>Most texts are one report.</summary>
    private const int FirstBlock = 1 << 13;

    private char[] _buffer = new char[FirstBlock];
    private int _at;
    private int _end;
    private int _line;
    private bool _isEnd;
    private bool _isShifted;
    private bool _isLineCut;
    private bool _isBegun;

    /// <summary>What stands before the lines and is taken off them.</summary>
    public SharedPrefix? Prefix { get; set; }

    /// <summary>Number of the next line, from 0.</summary>
    public int Line => _line;

    /// <summary>True once the last line was read, when nothing ends it.</summary>
    public bool EndsInLine { get; private set; }

    /// <summary>The next line without its end, and without what all lines of the text begin with; null behind the last.</summary>
    public string? Read()
    {
        Begin();
        while (true)
        {
            ReadOnlySpan<char> rest = _buffer.AsSpan(_at, _end - _at);
            int length = rest.IndexOf('\n');
            if (length < 0 && !_isEnd && rest.Length < LongestLine)
            {
                Fill();
                continue;
            }

            if (length < 0 && rest.Length == 0)
            {
                return null;
            }

            bool isCut = length < 0 && !_isEnd;
            EndsInLine = length < 0 && _isEnd;
            int taken = length >= 0 ? length + 1 : rest.Length;
            bool isRestOfCut = _isLineCut;
            _isLineCut = isCut;
            _at += taken;
            if (isRestOfCut)
            {
                _line += isCut ? 0 : 1;
                continue;
            }

            string line = Own(rest[..Math.Min(length >= 0 ? length : rest.Length, LongestLine)]);
            _line += isCut ? 0 : 1;
            return line;
        }
    }

    /// <summary>Goes to the next line that mentions a trigger, or to the end. What was passed may be asked for by <see cref="Before"/>.</summary>
    public void SkipToTrigger()
    {
        Begin();
        while (true)
        {
            SkipRestOfCut();
            ReadOnlySpan<char> rest = _buffer.AsSpan(_at, _end - _at);
            int found = Triggers.IndexIn(rest);
            Pass((found >= 0 ? rest[..found] : rest).LastIndexOf('\n') + 1);
            if (found >= 0)
            {
                return;
            }

            if (_isEnd)
            {
                _at = _end;
                return;
            }

            // One endless line without a trigger in the part of it that would be kept.
            _isLineCut = _end - _at >= LongestLine;
            Fill();
        }
    }

    /// <summary>Passes over whole lines of so many characters.</summary>
    private void Pass(int length)
    {
        _line += _buffer.AsSpan(_at, length).Count('\n');
        _at += length;
    }

    // What is behind the part of a line that is kept is not looked at, here as in Read.
    private void SkipRestOfCut()
    {
        while (_isLineCut)
        {
            int length = _buffer.AsSpan(_at, _end - _at).IndexOf('\n');
            _isLineCut = length < 0 && !_isEnd;
            _line += _isLineCut ? 0 : 1;
            _at = length < 0 ? _end : _at + length + 1;
            if (_isLineCut)
            {
                Fill();
            }
        }
    }

    /// <summary>Up to <paramref name="count"/> lines right before the next one, as far as they are still in memory, in order.</summary>
    public List<string> Before(int count)
    {
        var lines = new List<string>();
        int end = _at - 1;
        while (end > 0 && lines.Count < count)
        {
            int start = _buffer.AsSpan(0, end).LastIndexOf('\n') + 1;
            if (start == 0 && _isShifted)
            {
                break;
            }

            lines.Add(Own(_buffer.AsSpan(start, Math.Min(end - start, LongestLine))));
            end = start - 1;
        }

        lines.Reverse();
        return lines;
    }

    private string Own(ReadOnlySpan<char> line) => Prefix is null ? new string(line) : Prefix.TakeOff(new string(line));

    /// <summary>Reads the first block, and learns from it what all lines begin with.</summary>
    private void Begin()
    {
        if (!_isBegun)
        {
            _isBegun = true;
            while (_end < FirstBlock && !_isEnd)
            {
                Fill();
            }

            ReadOnlySpan<char> head = _buffer.AsSpan(0, _end);
            Prefix = SharedPrefix.Of(_isEnd ? head : head[..(head.LastIndexOf('\n') + 1)]);
        }
    }

    private void Fill()
    {
        if (_end == _buffer.Length && _buffer.Length < Kept + Block)
        {
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 4, Kept + Block));
        }
        else if (_end == _buffer.Length)
        {
            int from = Math.Max(0, _at - Kept);
            _isShifted |= from > 0;
            _buffer.AsSpan(from, _end - from).CopyTo(_buffer);
            _end -= from;
            _at -= from;
        }

        int read = text.Read(_buffer, _end, _buffer.Length - _end);
        _isEnd = read == 0;
        Span<char> more = _buffer.AsSpan(_end, read);
        if (more.Contains(NoBreak))
        {
            more.Replace(NoBreak, ' ');
        }

        _end += read;
    }
}
