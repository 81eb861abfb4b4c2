using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>What stands before every line of a text, whatever put it there: the name of a machine, a time in a form of its own, the place of a line in a file.</summary>
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

    /// <summary>What ends lines in tables and between quotes.</summary>
    private const string Closings = "\"|, ";

    private readonly string _shape;
    private readonly int _lastBlanks;
    private readonly string _closing;

    private SharedPrefix(string shape, int lastBlanks, string closing)
    {
        _shape = shape;
        _lastBlanks = lastBlanks;
        _closing = closing;
    }

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
            return null;
        }

        var bare = new SharedPrefix(taken, lastBlanks, "");
        List<string> rests = [.. lines.Select(line => bare.TakeOff(line)).Where((rest, i) => rest.Length < lines[i].Length && rest.Length > 0)];
        return new SharedPrefix(taken, lastBlanks, Closing(rests));
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

        string own = line[at..];
        return _closing.Length > 0 && own.TrimEnd('\r') is var cut && cut.EndsWith(_closing, StringComparison.Ordinal) ? cut[..^_closing.Length] : own;
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
            found += rest.Length > 0 && (LineReader.IsWrapped(rest) || Address().IsMatch(rest)) ? 1 : 0;
        }

        return found > asked / 2;
    }

    private static string Closing(List<string> rests)
    {
        int length = 0;
        while (rests.Count > 0 && rests[0].Length > length && Closings.Contains(rests[0][^(length + 1)], StringComparison.Ordinal)
            && rests.TrueForAll(rest => rest.Length > length && rest[^(length + 1)] == rests[0][^(length + 1)]))
        {
            length++;
        }

        return length == 0 ? "" : rests[0][^length..];
    }

    // A frame with its address, a row of memory: "[<ffffffff81012345>]", "[c000000000012345]", "ffff88810a2b3c00:".
    [GeneratedRegex(@"^\s*[>\[(]{0,2}<?(?:0x)?[0-9a-f]{0,16}(?:[0-9a-f]{8}|<0)[>\]:)]")]
    private static partial Regex Address();
}
