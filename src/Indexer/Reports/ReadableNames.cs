using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>Names of Rust and C++ as their sources have them, in places where a mangled one may stand: <c>&lt;widget::Widget as kernel::Module&gt;::init+0x1/0x2</c>.</summary>
/// <remarks>
/// While a report is read, such a name is one word like that of any function: what is neither letter, digit nor <c>_</c> is written as
/// <c>_x3a_</c>, and the word begins with <see cref="Mark"/>. What leaves this room has the names again.
/// </remarks>
internal static partial class ReadableNames
{
    /// <summary>Begins a name that is written as a word; no name is mangled so.</summary>
    private const string Mark = "_RQ";

    /// <summary>Longest name that is looked for, twice <c>KSYM_NAME_LEN</c>: names grow when they are made readable.</summary>
    private const int Longest = 1024;

    /// <summary>Names in one line: two in the one of a KCSAN report, or of a frame of ARM.</summary>
    private const int MostInLine = 4;

    /// <summary>The line with its readable names as words; the same line when it has none.</summary>
    public static string AsWords(string line)
    {
        if (!line.Contains("::", StringComparison.Ordinal) && !line.Contains(")+0x", StringComparison.Ordinal) && !line.Contains(" const+0x", StringComparison.Ordinal))
        {
            return line;
        }

        var words = new StringBuilder();
        int copied = 0, names = 0;
        foreach (ValueMatch behind in Behind().EnumerateMatches(line))
        {
            bool isPlace = line[behind.Index] == '+';
            int start = StartOf(line, behind.Index, Math.Max(copied, behind.Index - Longest));
            string? word = start < behind.Index && names++ < MostInLine ? Word(line[start..behind.Index], isPlace) : null;
            if (word is not null)
            {
                words.Append(line, copied, start - copied).Append(word);
                copied = behind.Index;
            }
        }

        return copied == 0 ? line : words.Append(line, copied, line.Length - copied).ToString();
    }

    /// <summary>The line with mangled names as words too.</summary>
    public static string MangledAsWords(string line) => MayBeMangled(line) ? Mangled().Replace(line, match => Written(FunctionNames.Readable(match.Value))) : line;

    /// <summary>The text with the names that <see cref="AsWords"/> wrote as words.</summary>
    public static string AsPrinted(string text) =>
        text.Contains(Mark, StringComparison.Ordinal) ? AsWord().Replace(text, match => Name(match.Value)) : text;

    /// <summary>The text with the names of the sources in the place of words and of mangled names.</summary>
    public static string Readable(string text) => AsPrinted(MayBeMangled(text) ? Mangled().Replace(text, match => FunctionNames.Readable(match.Value)) : text);

    /// <summary>The text of a report with the mangled names that its frames were printed with.</summary>
    public static string WithSymbols(CrashReport report)
    {
        string text = report.Text;
        foreach (string symbol in report.Stacks.SelectMany(stack => stack.Frames).Select(frame => frame.Symbol).Where(MayBeMangled).Distinct())
        {
            text = text.Replace(Readable(symbol) + "+0x", symbol + "+0x", StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The name that is written as a word; null for any other symbol.</summary>
    public static string? Of(string symbol) => symbol.StartsWith(Mark, StringComparison.Ordinal) && AsWord().Match(symbol) is { Success: true, Index: 0 } word && word.Length == symbol.Length ? Name(symbol) : null;

    private static bool MayBeMangled(string text) => text.Contains("_R", StringComparison.Ordinal) || text.Contains("_Z", StringComparison.Ordinal);

    /// <summary>Where the name that ends at a place begins: brackets of any kind hold together what is between them.</summary>
    private static int StartOf(string line, int end, int least)
    {
        int depth = 0, at = line.AsSpan(0, end).EndsWith(Constant) ? end - Constant.Length : end;
        for (; at > least; at--)
        {
            char sign = line[at - 1];
            if (sign is ')' or ']' or '}' || (sign == '>' && line[Math.Max(0, at - 2)] != '-'))
            {
                depth++;
            }
            else if (sign is '(' or '[' or '{' or '<')
            {
                if (depth == 0)
                {
                    return at;
                }

                depth--;
            }
            else if (depth == 0 && !(char.IsAsciiLetterOrDigit(sign) || sign is '_' or '$' or '.' or '~' || (sign == ':' && IsPart(line, at - 1))))
            {
                return at;
            }
        }

        return depth == 0 ? at : end;
    }

    private static bool IsPart(string line, int colon) => (colon > 0 && line[colon - 1] == ':') || (colon + 1 < line.Length && line[colon + 1] == ':' && (colon == 0 || line[colon - 1] != ':'));

    /// <summary>The name as a word; null for what is no name of Rust or C++.</summary>
    private static string? Word(string name, bool isPlace)
    {
        Match suffix = Suffix().Match(name);
        string bare = Hash().Replace(isPlace ? Parameters().Replace(name[..suffix.Index], "") : name[..suffix.Index], "");
        bool isName = bare.Contains("::", StringComparison.Ordinal) || (bare.Length < suffix.Index && FunctionNames.IsName(bare));
        return isName && bare is [not ':', .., not ':'] ? Written(bare) + suffix.Value : null;
    }

    private static string Written(string name)
    {
        if (name.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '_' or '.' or '$'))
        {
            return name;
        }

        var word = new StringBuilder(Mark);
        foreach (char sign in name)
        {
            _ = char.IsAsciiLetterOrDigit(sign) || sign == '_' ? word.Append(sign) : word.Append(CultureInfo.InvariantCulture, $"_x{(int)sign:x2}_");
        }

        return word.ToString();
    }

    private static string Name(string word) =>
        Sign().Replace(word[Mark.Length..], sign => ((char)int.Parse(sign.Groups["hex"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString());

    private const string Constant = " const";

    // Behind the name of a frame: its offset and size, or the source line that a symbolizer added.
    [GeneratedRegex(@"\+0x[0-9a-f]{1,8}/0x[0-9a-f]| (?=\S{1,200}:\d{1,7} \[inline\]|\([\w./-]{1,200}:\d{1,7}[ )])")]
    private static partial Regex Behind();

    [GeneratedRegex(@"(?<![A-Za-z0-9_.$])_(?:R[A-Z]|Z)[A-Za-z0-9_$]{3,600}(?:\.\.[A-Za-z0-9_$.]{1,200}E)?")]
    private static partial Regex Mangled();

    [GeneratedRegex(Mark + @"[A-Za-z0-9_]*_x[0-9a-f]{2,4}_[A-Za-z0-9_]*")]
    private static partial Regex AsWord();

    [GeneratedRegex("_x(?<hex>[0-9a-f]{2,4})_")]
    private static partial Regex Sign();

    // Of a function of C++, which the name in a title has not.
    [GeneratedRegex(@"\((?:[^()]|\([^()]{0,200}\)){0,400}\)(?: const)?$")]
    private static partial Regex Parameters();

    // What compilers add.
    [GeneratedRegex(@"(?:\.(?:llvm|cold|isra|part|constprop|lto_priv)(?:\.\d{1,20})?){0,4}$")]
    private static partial Regex Suffix();

    [GeneratedRegex("::h[0-9a-f]{16}$")]
    private static partial Regex Hash();
}
