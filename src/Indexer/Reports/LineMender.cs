using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>Gives back the lines that the kernel printed where a console printed each twice, mail and netconsole broke them, or empty lines were put between them.</summary>
/// <remarks>What was done to a report is told by its first lines; where nothing was, nothing is changed.</remarks>
internal sealed partial class LineMender
{
    /// <summary>Lines from the announcement on that tell what was done to them.</summary>
    private const int LookedAt = 64;

    /// <summary>Empty lines between any two lines at most, and how many lines show them.</summary>
    private const int MostEmpty = 3, Spaced = 8;

    /// <summary>Pairs of equal lines that show that the console prints each line twice.</summary>
    private const int Pairs = 4;

    /// <summary>Mail clients break lines at 72 to 80 characters.</summary>
    private const int NarrowestMail = 72, WidestMail = 80;

    /// <summary>Soft breaks of quoted-printable end lines of up to 76 characters (RFC 2045, 6.7).</summary>
    private const int ShortestSoft = 60, LongestSoft = 76;

    /// <summary>Pieces of one line at most: the kernel's own lines end at 1,024 characters.</summary>
    private const int MostPieces = 24;

    /// <summary>Mark of the pieces of a line in extended netconsole (drivers/net/netconsole.c); the first has the offset 0.</summary>
    private const string Piece = ",ncfrag=", FirstPiece = ",ncfrag=0/";

    private readonly LineWindow _window;
    private readonly bool _isDoubled;
    private readonly bool _isEncoded;
    private readonly bool _isInPieces;

    /// <summary>Empty lines that a page or a mail put behind each line.</summary>
    private readonly int _empty;

    /// <summary>Characters that a line has room for in a mail whose client breaks lines; 0 where lines are longer than that.</summary>
    private readonly int _width;

    /// <summary>Mends the report that is announced at line <paramref name="start"/> of the window.</summary>
    public LineMender(LineWindow window, int start)
    {
        _window = window;
        var lines = new List<string>();
        for (int i = start; i < start + LookedAt && window.Raw(i) is { } raw; i++)
        {
            lines.Add(raw);
        }

        _isDoubled = lines.Count > 1 && !Enumerable.Range(0, Math.Min(Pairs, lines.Count / 2)).Any(pair => lines[2 * pair] != lines[(2 * pair) + 1]);
        _isEncoded = lines.Exists(IsSoft) && !lines.Exists(line => Bare().IsMatch(line));
        _isInPieces = lines.Exists(line => line.Contains(FirstPiece, StringComparison.Ordinal));
        _empty = Empty(lines);
        string[] breakable = [.. lines.Where(line => line.Length > NarrowestMail && line.LastIndexOf(' ', NarrowestMail) > WidestMail / 2)];
        _width = Array.Exists(breakable, line => line.Length > WidestMail) ? 0 : breakable.Select(line => line.Length).Append(NarrowestMail).Max();
    }

    /// <summary>The line that starts at this index, and how many lines of the window it takes; null behind the end.</summary>
    public ConsoleLine? Read(int index, out int taken)
    {
        taken = 1;
        ConsoleLine? line = _window.Line(index);
        if (line is null || (!_isDoubled && !_isEncoded && !_isInPieces && _width == 0 && _empty == 0))
        {
            return line;
        }

        if (_empty > 0)
        {
            while (taken <= _empty && _window.Raw(index + taken) is { } next && next.AsSpan().IsWhiteSpace())
            {
                taken++;
            }

            return line;
        }

        if (_isDoubled)
        {
            taken = _window.Raw(index + 1) == _window.Raw(index) ? 2 : 1;
            return line;
        }

        return _isEncoded ? Encoded(index, ref taken) : Joined(line, index, ref taken);
    }

    /// <summary>The fewest empty lines between two lines.</summary>
    private static int Empty(List<string> lines)
    {
        int fewest = MostEmpty, run = 0, printed = 0;
        foreach (string line in lines)
        {
            if (line.AsSpan().IsWhiteSpace())
            {
                run++;
                continue;
            }

            fewest = printed > 0 ? Math.Min(fewest, run) : fewest;
            printed++;
            run = 0;
        }

        return printed >= Spaced ? fewest : 0;
    }

    private ConsoleLine Encoded(int index, ref int taken)
    {
        var whole = new StringBuilder(_window.Raw(index));
        while (taken < MostPieces && IsSoft(_window.Raw(index + taken - 1)!) && _window.Raw(index + taken) is { } next)
        {
            whole.Remove(whole.Length - 1, 1).Append(next);
            taken++;
        }

        string text = Byte().Replace(whole.ToString(), match => ((char)int.Parse(match.Groups["hex"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString());
        return LineReader.Read(_window.Number(index), text);
    }

    private ConsoleLine Joined(ConsoleLine line, int index, ref int taken)
    {
        StringBuilder? whole = null;
        for (; taken < MostPieces && (whole?.Length ?? 0) < LineReader.LongestLine && _window.Line(index + taken) is { } next; taken++)
        {
            bool isPiece = _isInPieces && _window.Raw(index + taken) is { } raw && raw.Contains(Piece, StringComparison.Ordinal) && !raw.Contains(FirstPiece, StringComparison.Ordinal);
            if (!isPiece && !(line.Context.Length > 0 && IsRest(_window.Raw(index + taken - 1)!, next.Text) && next.Context.Length == 0 && _window.Family(index + taken) is null))
            {
                break;
            }

            whole = (whole ?? new StringBuilder(line.Text)).Append(isPiece ? "" : " ").Append(next.Text);
        }

        return whole is null ? line : new ConsoleLine(line.Number, line.Context, whole.ToString());
    }

    /// <summary>True when this text has no room in the line before it.</summary>
    private bool IsRest(string before, string text)
    {
        int word = text.IndexOf(' ', StringComparison.Ordinal);
        return text.Length > 0 && text[0] != ' ' && _width > 0 && before.Length + 1 + (word < 0 ? text.Length : word) > _width;
    }

    private static bool IsSoft(string line) => line.Length is >= ShortestSoft and <= LongestSoft && line[^1] == '=' && line[^2] != '=';

    // Quoted-printable encodes every "=".
    [GeneratedRegex("=(?![0-9A-F]{2}|\r?$)")]
    private static partial Regex Bare();

    [GeneratedRegex("=(?<hex>[2-7][0-9A-F])")]
    private static partial Regex Byte();
}
