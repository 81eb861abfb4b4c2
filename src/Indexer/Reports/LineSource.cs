namespace KB.Indexer.Reports;

/// <summary>Cuts text into lines, and passes over text without crashes at the speed of a literal search.</summary>
/// <remarks>Memory: one block, and as much of the text before it as may belong to the next report.</remarks>
internal sealed class LineSource(TextReader text)
{
    /// <summary>Longest line kept; what is longer is cut, since nothing the kernel prints is.</summary>
    public const int LongestLine = 8192;

    private const int Block = 1 << 18;

    /// <summary>Characters kept from before the place that is read.</summary>
    private const int Kept = 1 << 15;

    /// <summary>What ends a line, the second one within a line of the text.</summary>
    private const string Ends = "\n\v";

    /// <summary>Most texts are one report.</summary>
    private const int FirstBlock = 1 << 13;

    private char[] _buffer = new char[FirstBlock];
    private int _at;
    private int _end;
    private int _line;
    private int _number;

    /// <summary>Before this place of the buffer, lines are taken apart where they hold several.</summary>
    private int _apart;

    /// <summary>How the line that the buffer ends in is taken apart; null when it is one line, or ended.</summary>
    private WrittenBreaks? _breaks;

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
    public SourceLine? Read()
    {
        Begin();
        while (true)
        {
            ReadOnlySpan<char> rest = _buffer.AsSpan(_at, _end - _at);
            int length = rest.IndexOfAny(Ends);
            if (length < 0 && !_isEnd && rest.Length < LongestLine)
            {
                Fill();
                continue;
            }

            if (length < 0 && rest.Length == 0)
            {
                return null;
            }

            if (TakesApart())
            {
                continue;
            }

            bool isCut = length < 0 && !_isEnd, isLast = length >= 0 && rest[length] == '\n';
            EndsInLine = length < 0 && _isEnd;
            int taken = length >= 0 ? length + 1 : rest.Length;
            bool isRestOfCut = _isLineCut;
            _isLineCut = isCut;
            _at += taken;
            if (!isRestOfCut)
            {
                var line = new SourceLine(Own(rest[..Math.Min(length >= 0 ? length : rest.Length, LongestLine)]), _number + 1);
                _line += isCut ? 0 : 1;
                _number += isLast ? 1 : 0;
                return line;
            }

            _line += isCut ? 0 : 1;
            _number += isLast ? 1 : 0;
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
            Pass((found >= 0 ? rest[..found] : rest).LastIndexOfAny(Ends) + 1);
            if (found >= 0)
            {
                ReadOnlySpan<char> line = _buffer.AsSpan(_at, _end - _at);
                if (!_isEnd && line.Length < LongestLine && !line.Contains('\n'))
                {
                    Fill();
                    continue;
                }

                if (TakesApart())
                {
                    continue;
                }

                return;
            }

            if (_isEnd)
            {
                _at = _end;
                return;
            }

            if (_end - _at >= LongestLine && TakesApart())
            {
                continue;
            }

            // One endless line without a trigger in the part of it that would be kept.
            _isLineCut = _end - _at >= LongestLine;
            Fill();
        }
    }

    /// <summary>Passes over whole lines of so many characters.</summary>
    private void Pass(int length)
    {
        ReadOnlySpan<char> passed = _buffer.AsSpan(_at, length);
        int lines = passed.Count('\n');
        _number += lines;
        _line += lines + passed.Count(WrittenBreaks.End);
        _at += length;
    }

    // What is behind the part of a line that is kept is not looked at, here as in Read.
    private void SkipRestOfCut()
    {
        while (_isLineCut)
        {
            int length = _buffer.AsSpan(_at, _end - _at).IndexOfAny(Ends);
            _isLineCut = length < 0 && !_isEnd;
            _line += _isLineCut ? 0 : 1;
            _number += length >= 0 && _buffer[_at + length] == '\n' ? 1 : 0;
            _at = length < 0 ? _end : _at + length + 1;
            if (_isLineCut)
            {
                Fill();
            }
        }
    }

    /// <summary>Up to <paramref name="count"/> lines right before the next one, as far as they are still in memory, in order.</summary>
    public List<SourceLine> Before(int count)
    {
        var lines = new List<SourceLine>();
        int end = _at - 1, number = _number + 1;
        while (end > 0 && lines.Count < count)
        {
            int start = _buffer.AsSpan(0, end).LastIndexOfAny(Ends) + 1;
            if (start == 0 && _isShifted)
            {
                break;
            }

            number -= _buffer[end] == '\n' ? 1 : 0;
            lines.Add(new SourceLine(Own(_buffer.AsSpan(start, Math.Min(end - start, LongestLine))), number));
            end = start - 1;
        }

        lines.Reverse();
        return lines;
    }

    private string Own(ReadOnlySpan<char> line)
    {
        string own = LineReader.WithoutEscapes(line);
        return Prefix is null ? own : Prefix.TakeOff(own);
    }

    /// <summary>Takes the line of the text apart that begins at the place that is read, where it holds several.</summary>
    private bool TakesApart()
    {
        if (_at < _apart)
        {
            return false;
        }

        Span<char> line = _buffer.AsSpan(_at, _end - _at);
        int length = line.IndexOf('\n');
        _apart = length < 0 ? _end : _at + length + 1;
        _breaks = WrittenBreaks.Of(length < 0 ? line : line[..length]);
        if (_breaks is null)
        {
            return false;
        }

        _apart = _at;
        TakeApart(isBeginning: true);
        return true;
    }

    /// <summary>Takes apart what the buffer holds of the line, but for a last mark of which it may hold the beginning alone.</summary>
    private void TakeApart(bool isBeginning)
    {
        Span<char> line = _buffer.AsSpan(_apart, _end - _apart);
        int length = line.IndexOf('\n');
        int open = length < 0 && !_isEnd ? line[^Math.Min(line.Length, WrittenBreaks.Longest)..].IndexOfAny(WrittenBreaks.Signs) : -1;
        int known = length >= 0 ? length : open < 0 ? line.Length : Math.Max(0, line.Length - WrittenBreaks.Longest) + open;
        _breaks!.Mark(line[..known], isBeginning);
        _apart += length >= 0 ? length + 1 : known;
        _breaks = length >= 0 ? null : _breaks;
    }

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
            Prefix = SharedPrefix.Of(LineReader.WithoutEscapes(_isEnd ? head : head[..(head.LastIndexOf('\n') + 1)]));
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
            _apart -= from;
        }

        int read = text.Read(_buffer, _end, _buffer.Length - _end);
        _isEnd = read == 0;
        _end += Typography.Plain(_buffer.AsSpan(_end, read));
        if (_breaks is not null)
        {
            TakeApart(isBeginning: false);
        }
    }
}

/// <summary>One line of a text.</summary>
/// <param name="Text">The line without its end.</param>
/// <param name="Number">Line of the text that it stands in, from 1.</param>
internal readonly record struct SourceLine(string Text, int Number);
