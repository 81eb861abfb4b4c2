namespace KB.Indexer.Search.Engine;

/// <summary>What a token is: decides which field of the index it stands in.</summary>
internal enum TokenKind : byte
{
    /// <summary>A word or a number.</summary>
    Word,

    /// <summary>An identifier with an underscore.</summary>
    Name,

    /// <summary>A path or a source file's name, without a leading slash.</summary>
    Path,

    /// <summary>A release or other dotted number: <c>4.6.0-syzkaller</c>; the v of <c>v5.4</c> is taken off.</summary>
    Release,

    /// <summary>Hex digits as long as a commit id: 12 or 40.</summary>
    Commit,

    /// <summary>Hex digits of other lengths that may be the first of a commit id: no addresses and registers (8, 16) and no plain numbers.</summary>
    PartOfCommit,
}

/// <summary>
/// Reads kernel text as tokens, case folded, one pass, no allocation. Addresses, register values and dumps of memory or code give
/// no tokens. Works on any text, odd bytes included.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="scratch">Room for one token: <see cref="MaxToken"/> characters.</param>
internal ref struct Analyzer(ReadOnlySpan<char> text, char[] scratch)
{
    /// <summary>Characters kept of a token: the longest C++ or Rust names of a kernel are shorter.</summary>
    public const int MaxToken = 128;

    /// <summary>Hex digits from which a number is an address or a value, which nobody searches as a word.</summary>
    private const int LongHex = 8;

    private static readonly string[] SourceEndings = ["c", "h", "s", "rs", "cc", "cpp", "lds", "asm"];
    private static readonly string[] CloneEndings = ["isra", "constprop", "part", "cold", "llvm", "lto_priv"];

    private readonly ReadOnlySpan<char> _text = text;
    private readonly char[] _scratch = scratch;
    private int _at;
    private int _length;

    /// <summary>Kind of the token.</summary>
    public TokenKind Kind { get; private set; }

    /// <summary>The token, lower case.</summary>
    public readonly ReadOnlySpan<char> Text => _scratch.AsSpan(0, _length);

    /// <summary>Where it starts in the text.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends, without offset, line or clone suffix.</summary>
    public int End { get; private set; }

    /// <summary>Line behind a path; 0 when there is none.</summary>
    public int Line { get; private set; }

    /// <summary>True when an offset stood behind the name.</summary>
    public bool HasOffset { get; private set; }

    /// <summary>Goes to the next token; false at the end.</summary>
    public bool Read()
    {
        while (true)
        {
            SkipToWord();
            if (_at >= _text.Length)
            {
                return false;
            }

            if (ReadToken())
            {
                return true;
            }
        }
    }

    internal static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_' || (c > 127 && char.IsLetterOrDigit(c));

    private void SkipToWord()
    {
        while (_at < _text.Length)
        {
            char c = _text[_at];
            if ((_at == 0 || _text[_at - 1] == '\n') && IsDump(_text[_at..]))
            {
                int end = _text[_at..].IndexOf('\n');
                _at = end < 0 ? _text.Length : _at + end + 1;
                continue;
            }

            if (IsWord(c))
            {
                return;
            }

            _at++;
        }
    }

    /// <summary>True at the start of a line of code bytes or of a dump: <c>Code: 48 89</c>, <c> ffff8801d2d6c600: fb fb</c>.</summary>
    private static bool IsDump(ReadOnlySpan<char> line)
    {
        int i = 0;
        while (i < line.Length && i < LongHex && (line[i] == ' ' || line[i] == '>' || line[i] == '\t'))
        {
            i++;
        }

        line = line[i..];
        if (line.StartsWith("Code: ", StringComparison.Ordinal))
        {
            return true;
        }

        int hex = 0;
        while (hex < line.Length && hex <= 16 && char.IsAsciiHexDigit(line[hex]))
        {
            hex++;
        }

        return hex is >= LongHex and <= 16 && hex < line.Length && line[hex] == ':';
    }

    private bool ReadToken()
    {
        int start = _at;
        Line = 0;
        HasOffset = false;
        bool underscore = SkipWord();
        int end = _at;
        char next = At(_at);
        if (next == '/' && IsWord(At(_at + 1)) && !IsHexNumber(_text[start..end]))
        {
            return ReadPath(start);
        }

        if (next is '.' or '-' && IsDotted(_text[start..end]) && IsRelease(next))
        {
            return ReadRelease(start);
        }

        if (next == '.' && IsSourceEnding())
        {
            return ReadPath(start);
        }

        SkipCloneEndings();
        SkipOffset();
        if (HasOffset || underscore)
        {
            return Give(underscore ? TokenKind.Name : TokenKind.Word, start, end);
        }

        return ReadWord(start, end);
    }

    private bool ReadWord(int start, int end)
    {
        ReadOnlySpan<char> word = _text[start..end];
        if (word.Length > 2 + LongHex && word[0] == '0' && (word[1] | 0x20) == 'x')
        {
            return false;
        }

        if (word.Length < LongHex || !IsHex(word))
        {
            return Give(TokenKind.Word, start, end);
        }

        return word.Length is 12 or 40 ? Give(TokenKind.Commit, start, end)
            : word.Length is > LongHex and < 40 and not 16 && word.ContainsAnyExceptInRange('0', '9') && Give(TokenKind.PartOfCommit, start, end);
    }

    private bool ReadPath(int start)
    {
        while (_at < _text.Length && (IsWord(_text[_at]) || IsInPath(_at)))
        {
            _at++;
        }

        int end = _at;
        while (end > start && !IsWord(_text[end - 1]))
        {
            end--;
        }

        _at = end;
        if (At(_at) == ':' && char.IsAsciiDigit(At(_at + 1)))
        {
            _at++;
            Line = ReadNumber();
            if (At(_at) == ':' && char.IsAsciiDigit(At(_at + 1)))
            {
                _at++;
                ReadNumber();
            }
        }

        return Give(TokenKind.Path, start, end);
    }

    private readonly bool IsInPath(int at) => _text[at] is '/' or '.' or '-' or '~' or '=' or '@' || (_text[at] == '+' && At(at + 1) != '0');

    private bool ReadRelease(int start)
    {
        while (_at < _text.Length && (IsWord(_text[_at]) || _text[_at] is '.' or '-' or '+' or '~'))
        {
            _at++;
        }

        int end = _at;
        while (!IsWord(_text[end - 1]))
        {
            end--;
        }

        bool given = Give(TokenKind.Release, (_text[start] | 0x20) == 'v' ? start + 1 : start, end);
        Start = start;
        return given;
    }

    private bool Give(TokenKind kind, int start, int end)
    {
        Kind = kind;
        Start = start;
        End = end;
        _length = Math.Min(end - start, MaxToken);
        ReadOnlySpan<char> source = _text.Slice(start, _length);
        for (int i = 0; i < source.Length; i++)
        {
            char c = source[i];
            _scratch[i] = c < 128 ? (char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c) : char.ToLowerInvariant(c);
        }

        return true;
    }

    private bool SkipWord()
    {
        bool underscore = false;
        for (; _at < _text.Length && IsWord(_text[_at]); _at++)
        {
            underscore |= _text[_at] == '_';
        }

        return underscore;
    }

    private readonly char At(int index) => (uint)index < (uint)_text.Length ? _text[index] : '\0';

    private static bool IsDotted(ReadOnlySpan<char> word) =>
        char.IsAsciiDigit(word[0]) || (word.Length > 1 && (word[0] | 0x20) == 'v' && char.IsAsciiDigit(word[1]));

    /// <summary>A dotted number goes on with a digit behind a dot, or with <c>-rc</c> behind a number.</summary>
    private readonly bool IsRelease(char next) => next == '.'
        ? char.IsAsciiDigit(At(_at + 1))
        : (At(_at + 1) | 0x20) == 'r' && (At(_at + 2) | 0x20) == 'c' && char.IsAsciiDigit(At(_at + 3));

    private readonly bool IsSourceEnding() => StartsWithAny(SourceEndings, out _);

    private readonly bool StartsWithAny(string[] endings, out int length)
    {
        ReadOnlySpan<char> rest = _text[Math.Min(_at + 1, _text.Length)..];
        foreach (string ending in endings)
        {
            if (rest.StartsWith(ending, StringComparison.OrdinalIgnoreCase) && (rest.Length == ending.Length || !IsWord(rest[ending.Length])))
            {
                length = ending.Length;
                return true;
            }
        }

        length = 0;
        return false;
    }

    private void SkipCloneEndings()
    {
        while (At(_at) == '.' && StartsWithAny(CloneEndings, out int length))
        {
            _at += 1 + length;
            while (At(_at) == '.' && char.IsAsciiDigit(At(_at + 1)))
            {
                _at++;
                ReadNumber();
            }
        }
    }

    private void SkipOffset()
    {
        if (At(_at) != '+' || At(_at + 1) != '0' || (At(_at + 2) | 0x20) != 'x')
        {
            return;
        }

        HasOffset = true;
        _at += 3;
        SkipWord();
        if (At(_at) == '/' && At(_at + 1) == '0' && (At(_at + 2) | 0x20) == 'x')
        {
            _at += 3;
            SkipWord();
        }
    }

    private int ReadNumber()
    {
        int value = 0;
        for (; char.IsAsciiDigit(At(_at)); _at++)
        {
            value = value > 99_999_999 ? value : (value * 10) + (_text[_at] - '0');
        }

        return value;
    }

    private static bool IsHexNumber(ReadOnlySpan<char> word) => word.Length > 1 && word[0] == '0' && (word[1] | 0x20) == 'x';

    /// <summary>Only hex digits, at least one of them a decimal one: <c>deadbeef</c> and <c>feedface</c> stay words.</summary>
    private static bool IsHex(ReadOnlySpan<char> word) =>
        word.ContainsAnyInRange('0', '9') && !word.ContainsAnyExcept(HexDigits);

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}
