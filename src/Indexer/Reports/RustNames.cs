using System.Text;

namespace KB.Indexer.Reports;

/// <summary>Reads the mangled names of Rust functions, and the plain ones of C++.</summary>
/// <remarks>
/// Sources: Rust RFC 2603 (v0 mangling), as far as kernel code uses it: paths, methods, traits, generic arguments, back references; Itanium C++
/// ABI 5.1.3, of which older compilers of Rust use nested names and modules in C++ names with arguments, which are left out.
/// </remarks>
internal sealed class RustNames
{
    /// <summary>Names inside names; deeper than any real one, and a bound against back references that go in circles.</summary>
    private const int DeepestName = 32;

    /// <summary>Longest result.</summary>
    private const int LongestName = 1024;

    /// <summary>Paths and types of one name. Back references may repeat what <see cref="Hidden"/> leaves out, so that the length of the result is no bound for them.</summary>
    private const int MostParts = 1024;

    private readonly string _text;
    private readonly StringBuilder _name = new();
    private int _at, _parts;

    private RustNames(string text) => _text = text;

    /// <summary>The readable name, <c>&lt;crate::module::Type&gt;::method</c>; the symbol itself when it is no mangled Rust name.</summary>
    public static string Readable(string symbol)
    {
        if (symbol.Length < 4 || symbol[0] != '_' || symbol[1] is not ('R' or 'Z'))
        {
            return symbol;
        }

        var reader = new RustNames(symbol[2..]);
        return (symbol[1] == 'R' ? reader.Path(0) : reader.Names()) && reader._name.Length > 0 ? reader._name.ToString() : symbol;
    }

    /// <summary>One name, or several between N and E, of which the last may be the hash that Rust adds.</summary>
    private bool Names()
    {
        const int hash = 17;
        bool isNested = _text[0] == 'N';
        _at = isNested ? 1 : 0;
        int last = 0;
        while (Identifier(isLegacy: true))
        {
            if (!isNested)
            {
                return true;
            }

            if (_at < _text.Length && _text[_at] == 'E')
            {
                bool isHashed = last > 0 && _name.Length - last == hash && _name[last] == 'h';
                _name.Length = isHashed ? last - 2 : _name.Length;
                return true;
            }

            last = _name.Length + 2;
            Add("::");
        }

        return false;
    }

    private bool Path(int depth)
    {
        if (depth > DeepestName || ++_parts > MostParts || _name.Length > LongestName || _at >= _text.Length)
        {
            return false;
        }

        switch (_text[_at++])
        {
            case 'C':
                return Identifier();
            case 'N':
                _at++;
                return Path(depth + 1) && Add("::") && Identifier();
            case 'M':
                return Hidden(depth) && Add("<") && Type(depth + 1) && Add(">");
            case 'X':
                return Hidden(depth) && Add("<") && Type(depth + 1) && Add(" as ") && Path(depth + 1) && Add(">");
            case 'Y':
                return Add("<") && Type(depth + 1) && Add(" as ") && Path(depth + 1) && Add(">");
            case 'I':
                return Path(depth + 1) && Arguments(depth);
            case 'B':
                return Back(depth, isType: false);
            default:
                return false;
        }
    }

    /// <summary>The path of an impl block, which the readable name leaves out.</summary>
    private bool Hidden(int depth)
    {
        int length = _name.Length;
        Disambiguator();
        bool isPath = Path(depth + 1);
        _name.Length = length;
        return isPath;
    }

    private bool Type(int depth)
    {
        if (depth > DeepestName || ++_parts > MostParts || _at >= _text.Length)
        {
            return false;
        }

        if (Basic(_text[_at]) is { } basic)
        {
            _at++;
            return Add(basic);
        }

        switch (_text[_at])
        {
            case 'R' or 'Q' or 'P' or 'O':
                string mark = _text[_at++] switch { 'R' => "&", 'Q' => "&mut ", 'P' => "*const ", _ => "*mut " };
                if (_at < _text.Length && _text[_at] == 'L')
                {
                    _at++;
                    Number();
                }

                return Add(mark) && Type(depth + 1);
            case 'S':
                _at++;
                return Add("[") && Type(depth + 1) && Add("]");
            case 'B':
                _at++;
                return Back(depth, isType: true);
            default:
                return Path(depth + 1);
        }
    }

    private bool Arguments(int depth)
    {
        Add("<");
        for (bool first = true; _at < _text.Length && _text[_at] != 'E'; first = false)
        {
            if ((!first && !Add(", ")) || !Type(depth + 1))
            {
                return false;
            }
        }

        _at++;
        return Add(">");
    }

    private bool Back(int depth, bool isType)
    {
        int target = Number();
        int resume = _at;
        if (target < 0 || target >= resume)
        {
            return false;
        }

        _at = target;
        bool isRead = isType ? Type(depth + 1) : Path(depth + 1);
        _at = resume;
        return isRead;
    }

    private bool Identifier(bool isLegacy = false)
    {
        if (!isLegacy)
        {
            Disambiguator();
        }

        int length = 0;
        int digits = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]) && length < LongestName)
        {
            length = (length * 10) + (_text[_at++] - '0');
        }

        if (_at == digits || length > LongestName)
        {
            return false;
        }

        if (!isLegacy && _at < _text.Length && _text[_at] == '_')
        {
            _at++;
        }

        if (_at + length > _text.Length)
        {
            return false;
        }

        _name.Append(_text, _at, length);
        _at += length;
        return true;
    }

    private void Disambiguator()
    {
        if (_at < _text.Length && _text[_at] == 's')
        {
            _at++;
            Number();
        }
    }

    /// <summary>A number in base 62, ended by an underscore; -1 when there is none.</summary>
    private int Number()
    {
        long value = 0;
        for (int start = _at; _at < _text.Length; _at++)
        {
            char digit = _text[_at];
            if (digit == '_')
            {
                _at++;
                return _at - 1 == start ? 0 : (int)value + 1;
            }

            int worth = char.IsAsciiDigit(digit) ? digit - '0' : char.IsAsciiLetterLower(digit) ? digit - 'a' + 10 : char.IsAsciiLetterUpper(digit) ? digit - 'A' + 36 : -1;
            if (worth < 0)
            {
                return -1;
            }

            value = Math.Min((value * 62) + worth, int.MaxValue - 1);
        }

        return -1;
    }

    private bool Add(string text)
    {
        _name.Append(text);
        return _name.Length < LongestName;
    }

    private static string? Basic(char mark) => mark switch
    {
        'b' => "bool", 'c' => "char", 'e' => "str", 'u' => "()", 'z' => "!", 'p' => "_",
        'a' => "i8", 's' => "i16", 'l' => "i32", 'x' => "i64", 'n' => "i128", 'i' => "isize",
        'h' => "u8", 't' => "u16", 'm' => "u32", 'y' => "u64", 'o' => "u128", 'j' => "usize",
        'f' => "f32", 'd' => "f64",
        _ => null,
    };
}
