using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>What stands before every line of a text, and what behind, whatever put it there: the name of a machine, a time in a form of its own, the place of a line in a file, quotes, tags, other columns.</summary>
/// <remarks>
/// Learned from how the text begins. Wrappings that are known (<see cref="LineWrapping"/>) are left to their rows, which say who printed the
/// line; so is what the kernel itself may begin many lines with.
/// </remarks>
internal sealed partial class SharedPrefix
{
    /// <summary>Lines that are looked at; fewer say nothing.</summary>
    private const int MostLines = 64, FewestLines = 8;

    /// <summary>A line without the prefix in so many is a heading, or what a program added.</summary>
    private const int OneOf = 10;

    /// <summary>Pieces of the prefix after which all lines that have had them must go on with it.</summary>
    private const int Settled = 4;

    /// <summary>Characters of the longest prefix.</summary>
    private const int Longest = 200;

    /// <summary>Lines of which each piece is asked whether the kernel's own text begins there, and characters that show it.</summary>
    private const int Asked = 8, Shown = 160;

    private const char Number = '0', Blanks = ' ', End = '\0';

    /// <summary>What begins the end of lines: quotes, columns, tags, marks of a line's end. Only where lines have a prefix, so do commas and blanks.</summary>
    private const string Closings = "\"'|\\$^*<", Weak = ", ";

    /// <summary>What the last line between quotes does not have, or has alone.</summary>
    private const string Loose = " ,;\r";

    private readonly string _shape;
    private readonly int _lastBlanks;
    private readonly string _closing;

    private SharedPrefix(string shape, int lastBlanks, string closing)
    {
        _shape = shape;
        _lastBlanks = lastBlanks;
        _closing = closing;
    }

    /// <summary>True when something stands before the lines, and not only behind them.</summary>
    public bool StandsBefore => _shape.Length > 0;

    /// <summary>The prefix of the lines of a text; null when they have none in common.</summary>
    /// <param name="head">How the text begins; a last line without an end counts as whole.</param>
    public static SharedPrefix? Of(ReadOnlySpan<char> head)
    {
        List<string> lines = Lines(head);
        int all = lines.Count, most = all - (all / OneOf);
        if (all < FewestLines)
        {
            return null;
        }

        List<(string Line, int At)> having = lines.ConvertAll(line => (line, 0));
        var shape = new List<char>();
        int length = 0, lastBlanks = 0;
        while (shape.Count < Longest && !(length == shape.Count && IsKernelText(having)))
        {
            var next = having.ConvertAll(each => (each.Line, each.At, Piece: PieceAt(each.Line, each.At)));
            char piece = next.Where(each => each.Piece != End).GroupBy(each => each.Piece).MaxBy(group => group.Count())?.Key ?? End;
            next.RemoveAll(each => each.Piece != piece && each.Piece != End);
            if (piece == End || next.Count < (shape.Count < Settled ? most : having.Count))
            {
                break;
            }

            shape.Add(piece);
            having = next.ConvertAll(each => (each.Line, each.At + LengthOf(piece, each.Line, each.At)));
            if (piece != Number && !char.IsLetter(piece))
            {
                length = shape.Count;
                lastBlanks = piece == Blanks ? next.Where(each => each.Piece != End).Min(each => LengthOf(piece, each.Line, each.At)) : 0;
            }
        }

        string taken = new([.. shape.Take(length)]);
        if (taken.Trim().Length == 0)
        {
            (taken, lastBlanks) = ("", 0);
        }

        var bare = new SharedPrefix(taken, lastBlanks, "");
        List<string> rests = [.. lines.Select(line => bare.TakeOff(line)).Where((rest, i) => rest.Length > 0 && (taken.Length == 0 || rest.Length < lines[i].Length))];
        string closing = Closing(rests, taken.Length > 0);
        return taken.Length + closing.Length == 0 ? null : new SharedPrefix(taken, lastBlanks, closing);
    }

    /// <summary>The line without the prefix; a line that does not have it as it is.</summary>
    public string TakeOff(string line)
    {
        int at = 0;
        for (int i = 0; i < _shape.Length; i++)
        {
            if (at >= line.Length)
            {
                return "";
            }

            int length = PieceAt(line, at) == _shape[i] ? LengthOf(_shape[i], line, at) : 0;
            if (length == 0)
            {
                return line;
            }

            at += i == _shape.Length - 1 && _shape[i] == Blanks ? Math.Min(length, _lastBlanks) : length;
        }

        return _closing.Length == 0 ? line[at..] : WithoutClosing(line, at);
    }

    private string WithoutClosing(string line, int start)
    {
        int end = line.AsSpan().TrimEnd(Loose.Contains(_closing[^1], StringComparison.Ordinal) ? "\r" : Loose).Length;
        for (int i = _closing.Length - 1; i >= 0 && end > start; i--)
        {
            int length = PieceBefore(line, end) == _closing[i] ? LengthBefore(_closing[i], line, start, end) : 0;
            if (length == 0)
            {
                return line[start..];
            }

            end -= i == 0 && _closing[i] == Blanks ? Math.Min(length, 1) : length;
        }

        string own = line[start..Math.Max(start, end)];
        return _closing.AsSpan().IndexOfAny('"', '\'') >= 0 && own.Contains('\\', StringComparison.Ordinal) ? WrittenBreaks.Unescape(own) : own;
    }

    private static List<string> Lines(ReadOnlySpan<char> head)
    {
        var lines = new List<string>();
        foreach (Range range in head.Split('\n'))
        {
            ReadOnlySpan<char> line = head[range].TrimEnd('\r');
            if (!line.IsWhiteSpace() && lines.Count < MostLines)
            {
                lines.Add(new string(line[..Math.Min(line.Length, LineSource.LongestLine)]));
            }
        }

        return lines;
    }

    /// <summary>A number, a run of blanks, or any other character.</summary>
    private static char PieceAt(string line, int at) => at == line.Length ? End : char.IsAsciiDigit(line[at]) ? Number : line[at] is ' ' or '\t' ? Blanks : line[at];

    private static int LengthOf(char piece, string line, int at)
    {
        int end = at;
        while (end < line.Length && PieceAt(line, end) == piece && (end == at || piece is Number or Blanks))
        {
            end++;
        }

        return end - at;
    }

    /// <summary>True when most lines go on with what a known wrapping, or the kernel, begins a line with.</summary>
    private static bool IsKernelText(List<(string Line, int At)> having)
    {
        int asked = 0, found = 0;
        for (int i = 0; i < having.Count; i += Math.Max(1, having.Count / Asked))
        {
            (string line, int at) = having[i];
            string rest = line.Substring(at, Math.Min(line.Length - at, Shown));
            asked++;
            found += rest.Length > 0 && (LineReader.IsKernels(rest) || Address().IsMatch(rest)) ? 1 : 0;
        }

        return found > asked / 2;
    }

    private static char PieceBefore(string line, int end) => end == 0 ? End : PieceAt(line, end - 1);

    private static int LengthBefore(char piece, string line, int start, int end)
    {
        int at = end;
        while (at > start && PieceAt(line, at - 1) == piece && (at == end || piece is Number or Blanks))
        {
            at--;
        }

        return end - at;
    }

    /// <summary>The shape of what nearly all lines end with, without what only some of them end with behind it.</summary>
    private static string Closing(List<string> rests, bool hasPrefix)
    {
        int most = rests.Count - (rests.Count / OneOf), length = 0;
        if (rests.Count < FewestLines)
        {
            return "";
        }

        // Of one kind of end: without commas, or, where that is nothing, with them.
        bool isLoose = rests.Count(rest => Loose.Contains(rest[^1], StringComparison.Ordinal)) >= most && rests.TrueForAll(rest => !Closings.Contains(rest.AsSpan().TrimEnd(Loose) is [.., var last] ? last : ' ', StringComparison.Ordinal));
        List<(string Line, int End)> having = rests.ConvertAll(rest => (rest, isLoose ? rest.Length : rest.AsSpan().TrimEnd(Loose).Length));
        var shape = new List<char>();
        while (shape.Count < Longest)
        {
            char piece = having.GroupBy(each => PieceBefore(each.Line, each.End)).MaxBy(group => group.Count())!.Key;
            having.RemoveAll(each => PieceBefore(each.Line, each.End) != piece);
            if (piece == End || having.Count < most)
            {
                break;
            }

            shape.Add(piece);
            bool isTag = piece == '<' && shape is [.., '/', _];
            length = isTag || (piece != '<' && Closings.Contains(piece, StringComparison.Ordinal)) || (hasPrefix && shape.Count == length + 1 && Weak.Contains(piece, StringComparison.Ordinal)) ? shape.Count : length;
            having = having.ConvertAll(each => (each.Line, each.End - LengthBefore(piece, each.Line, 0, each.End)));
        }

        return new string([.. shape.Take(length).Reverse()]);
    }

    // A frame, also with its address, a row of memory: "[<ffffffff81012345>]", "[c000000000012345]", "ffff88810a2b3c00:".
    [GeneratedRegex(@"^[A-Za-z_][\w.]*\+0x|^\s*[>\[(]{0,2}<?(?:0x)?[0-9a-f]{0,16}(?:[0-9a-f]{8}|<0)[>\]:)]")]
    private static partial Regex Address();
}
