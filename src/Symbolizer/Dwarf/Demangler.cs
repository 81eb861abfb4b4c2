using System.Text;

namespace KB.Symbolizer.Dwarf;

/// <summary>Turns mangled names of Rust and C++ into the names of their sources; other names stay as they are.</summary>
/// <remarks>Names that are not understood whole stay mangled too, since half a name would be a wrong one.</remarks>
public static class Demangler
{
    /// <summary>Escapes of the old Rust mangling. Source: rustc-demangle, legacy.rs.</summary>
    private static readonly (string Mangled, string Plain)[] Escapes =
    [
        ("$SP$", "@"), ("$BP$", "*"), ("$RF$", "&"), ("$LT$", "<"), ("$GT$", ">"), ("$LP$", "("), ("$RP$", ")"), ("$C$", ","),
        ("$u20$", " "), ("$u27$", "'"), ("$u5b$", "["), ("$u5d$", "]"), ("$u7b$", "{"), ("$u7d$", "}"), ("$u7e$", "~"), ("..", "::"),
    ];

    /// <summary>The readable name, <c>&lt;crate::module::Type&gt;::method</c>; the name itself when it is no mangled one, or not understood.</summary>
    public static string Demangle(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith("_R", StringComparison.Ordinal) ? new RustName(name).Demangle() ?? name
            : name.StartsWith("_Z", StringComparison.Ordinal) ? Itanium(name) ?? name
            : name;
    }

    /// <summary>A name of plain parts, as C++ and the old Rust mangling write it: <c>_ZN4core3fmt5write17h0123456789abcdefE</c>. Arguments are left out.</summary>
    private static string? Itanium(string name)
    {
        var parts = new List<string>();
        bool nested = name.Length > 2 && name[2] == 'N';
        int at = nested ? 3 : 2;
        at += nested && at < name.Length && name[at] == 'K' ? 1 : 0;
        while (at < name.Length && char.IsAsciiDigit(name[at]) && (nested || parts.Count == 0))
        {
            int length = 0;
            for (; at < name.Length && char.IsAsciiDigit(name[at]) && length < name.Length; at++)
            {
                length = (length * 10) + name[at] - '0';
            }

            if (length == 0 || length > name.Length - at)
            {
                return null;
            }

            parts.Add(name.Substring(at, length));
            at += length;
        }

        if (parts.Count == 0 || (nested && (at >= name.Length || name[at] != 'E')) || (at < name.Length && name[at] == 'I'))
        {
            return null;
        }

        bool isRust = parts.Count > 1 && parts[^1] is { Length: 17 } hash && hash[0] == 'h' && hash.Skip(1).All(char.IsAsciiHexDigitLower);
        return isRust ? string.Join("::", parts.SkipLast(1).Select(Unescape)) : string.Join("::", parts);
    }

    private static string Unescape(string part)
    {
        var text = new StringBuilder(part.StartsWith("_$", StringComparison.Ordinal) ? part[1..] : part);
        foreach ((string mangled, string plain) in Escapes)
        {
            text.Replace(mangled, plain);
        }

        return text.ToString();
    }
}
