using System.Globalization;
using System.Text;

namespace KB.Symbolizer.Dwarf;

/// <summary>Reads one name in Rust's v0 mangling, which rustc uses for the kernel.</summary>
/// <remarks>Source: Rust RFC 2603. Hashes of crates and numbers of impls are left out, as llvm-cxxfilt does.</remarks>
internal sealed class RustName(string name)
{
    /// <summary>Types within types; and bounds for what back references can repeat, in letters, and in parts where nothing is written of them.</summary>
    private const int MaxDepth = 100, MaxLength = 16_384, MaxParts = 10_000;

    private static readonly Dictionary<char, string> BasicTypes = new()
    {
        ['a'] = "i8", ['b'] = "bool", ['c'] = "char", ['d'] = "f64", ['e'] = "str", ['f'] = "f32", ['h'] = "u8", ['i'] = "isize", ['j'] = "usize",
        ['l'] = "i32", ['m'] = "u32", ['n'] = "i128", ['o'] = "u128", ['p'] = "_", ['s'] = "i16", ['t'] = "u16", ['u'] = "()", ['v'] = "...",
        ['x'] = "i64", ['y'] = "u64", ['z'] = "!",
    };

    private readonly StringBuilder _text = new();
    private int _at = 2, _depth, _parts;
    private bool _failed;

    /// <summary>The name; null when it is not understood.</summary>
    public string? Demangle()
    {
        Path(inValue: true);
        if (!_failed && _at < name.Length && name[_at] is 'C' or 'N' or 'M' or 'X' or 'Y' or 'I' or 'B')
        {
            int length = _text.Length;
            Path(inValue: true);
            _text.Length = Math.Min(_text.Length, length);
        }

        return _failed || (_at < name.Length && name[_at] is not ('.' or '$')) ? null : _text.ToString();
    }

    private char Peek() => _at < name.Length ? name[_at] : '\0';

    private char Next() => _at < name.Length ? name[_at++] : Fail();

    private bool Take(char letter)
    {
        bool there = Peek() == letter;
        _at += there ? 1 : 0;
        return there;
    }

    private char Fail()
    {
        _failed = true;
        return '\0';
    }

    private void Write(string text)
    {
        _failed |= _text.Length + text.Length > MaxLength;
        _text.Append(_failed ? "" : text);
    }

    /// <summary>Runs a part; depth and number of parts are bounded, so that recursion is.</summary>
    private void Within(Action part)
    {
        if (_failed || ++_depth > MaxDepth || ++_parts > MaxParts)
        {
            Fail();
            return;
        }

        part();
        _depth--;
    }

    private void Path(bool inValue) => Within(() =>
    {
        switch (Next())
        {
            case 'C':
                Disambiguator();
                Write(Identifier());
                break;
            case 'N':
                NestedPath(inValue);
                break;
            case 'M':
                ImplPath();
                Write("<");
                Type();
                Write(">");
                break;
            case 'X':
                ImplPath();
                TraitPath();
                break;
            case 'Y':
                TraitPath();
                break;
            case 'I':
                Path(inValue);
                Write(inValue ? "::<" : "<");
                List(GenericArgument);
                Write(">");
                break;
            case 'B':
                BackReference(() => Path(inValue));
                break;
            default:
                Fail();
                break;
        }
    });

    private void NestedPath(bool inValue)
    {
        char space = Next();
        Path(inValue);
        ulong number = Disambiguator();
        string identifier = Identifier();
        if (char.IsAsciiLetterLower(space))
        {
            Write(identifier.Length > 0 ? $"::{identifier}" : "");
        }
        else
        {
            string kind = space switch { 'C' => "closure", 'S' => "shim", _ => space.ToString() };
            Write($"::{{{kind}{(identifier.Length > 0 ? ":" : "")}{identifier}#{number}}}");
        }
    }

    /// <summary>The path of an impl is not shown.</summary>
    private void ImplPath()
    {
        Disambiguator();
        int length = _text.Length;
        Path(inValue: false);
        _text.Length = Math.Min(length, _text.Length);
    }

    private void TraitPath()
    {
        Write("<");
        Type();
        Write(" as ");
        Path(inValue: false);
        Write(">");
    }

    private void Type() => Within(() =>
    {
        char kind = Next();
        switch (kind)
        {
            case 'A' or 'S':
                Write("[");
                Type();
                if (kind == 'A')
                {
                    Write("; ");
                    Constant();
                }

                Write("]");
                break;
            case 'T':
                Write("(");
                int count = List(Type);
                Write(count == 1 ? ",)" : ")");
                break;
            case 'R' or 'Q':
                _ = Take('L') ? Base62() : 0;
                Write(kind == 'R' ? "&" : "&mut ");
                Type();
                break;
            case 'P' or 'O':
                Write(kind == 'P' ? "*const " : "*mut ");
                Type();
                break;
            case 'F' or 'D':
                // Function and dyn types need bound lifetimes; their names are rare and long, and stay mangled.
                Fail();
                break;
            case 'B':
                BackReference(Type);
                break;
            default:
                if (BasicTypes.TryGetValue(kind, out string? basic))
                {
                    Write(basic);
                }
                else
                {
                    _at -= _failed ? 0 : 1;
                    Path(inValue: false);
                }

                break;
        }
    });

    private void GenericArgument()
    {
        if (Take('L'))
        {
            Write(Base62() == 0 ? "'_" : "'a");
        }
        else if (Take('K'))
        {
            Constant();
        }
        else
        {
            Type();
        }
    }

    private void Constant() => Within(() =>
    {
        if (Take('B'))
        {
            BackReference(Constant);
            return;
        }

        char type = Next();
        if (type == 'p')
        {
            Write("_");
            return;
        }

        string sign = Take('n') ? "-" : "";
        int start = _at;
        while (char.IsAsciiHexDigitLower(Peek()))
        {
            _at++;
        }

        string digits = name[start.._at];
        if (!BasicTypes.ContainsKey(type) || !Take('_') || digits.Length > 16)
        {
            Fail();
            return;
        }

        ulong value = digits.Length == 0 ? 0 : ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        Write(type == 'b' ? (value == 0 ? "false" : "true") : $"{sign}{value}");
    });

    private int List(Action part)
    {
        int count = 0;
        for (; !_failed && !Take('E'); count++)
        {
            Write(count > 0 ? ", " : "");
            part();
        }

        return count;
    }

    private void BackReference(Action part)
    {
        int here = _at - 1;
        ulong target = Base62();
        int back = _at;
        if (_failed || target + 2 >= (ulong)here)
        {
            Fail();
            return;
        }

        _at = (int)target + 2;
        part();
        _at = back;
    }

    private ulong Disambiguator() => Take('s') ? Base62() + 1 : 0;

    private ulong Base62()
    {
        if (Take('_'))
        {
            return 0;
        }

        ulong value = 0;
        while (!_failed && !Take('_'))
        {
            char digit = Next();
            int one = char.IsAsciiDigit(digit) ? digit - '0' : char.IsAsciiLetterLower(digit) ? digit - 'a' + 10 : char.IsAsciiLetterUpper(digit) ? digit - 'A' + 36 : -1;
            _failed |= one < 0 || value > ulong.MaxValue / 64;
            value = _failed ? 0 : (value * 62) + (ulong)one;
        }

        return _failed ? 0 : value + 1;
    }

    private string Identifier()
    {
        Take('u');
        int length = 0;
        for (; char.IsAsciiDigit(Peek()) && length <= name.Length; _at++)
        {
            length = (length * 10) + Peek() - '0';
        }

        Take('_');
        if (length > name.Length - _at)
        {
            Fail();
            return "";
        }

        _at += length;
        return name.Substring(_at - length, length);
    }
}
