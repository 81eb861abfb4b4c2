using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KB.Site.Tests.Security;

/// <summary>Texts that make a backtracking regex work hardest: the shortest way to each of its loops, once or again and again, then the loop again and again, then what it cannot end with.</summary>
/// <remarks>Reads the part of .NET's syntax that the product uses; what is looked for around a place counts as empty, but its loops are attacked too.</remarks>
internal sealed class RegexAttack
{
    /// <summary>A loop of fewer turns costs no more than that many times its body.</summary>
    private const int FewTurns = 32;

    /// <summary>What a loop is followed by: nothing, or what hardly any pattern expects.</summary>
    private static readonly string[] Tails = ["", "\u0001"];

    private readonly string _pattern;
    private readonly RegexOptions _options;
    private readonly string _alphabet;
    private readonly string[] _literals;
    private readonly Dictionary<string, string> _sets = [];
    private readonly Node _root;
    private int _at;

    public RegexAttack(Regex regex)
    {
        (_pattern, _options) = (regex.ToString(), regex.Options & ~RegexOptions.Compiled);
        _literals = [.. Regex.Matches(_pattern, @"(?<!\\)[A-Za-z:., ]{2,}").Select(match => match.Value).Distinct()];
        _alphabet = new string([.. "0ax _-.:/<>=[]()\"\n\t".Concat(_pattern.Where(c => c != '\\')).Distinct()]);
        _root = Alternatives();
        if (_at != _pattern.Length)
        {
            throw new NotSupportedException($"{_pattern} at {_at}");
        }
    }

    /// <summary>The attacks, each of about so many characters.</summary>
    public IEnumerable<string> Texts(int length) => Loops(_root, "").Distinct()
        .SelectMany(loop => Tails.SelectMany(tail => new[] { Text(loop.Way, loop.Turn, length, tail), Text(Again(loop.Way, length / 2), loop.Turn, length, tail) })).Distinct();

    /// <summary>The way again and again: a match is tried from each of them, and all go on to the same loop.</summary>
    private static string Again(string way, int length) => way.Length == 0 ? way : string.Concat(Enumerable.Repeat(way, Math.Max(1, length / way.Length)));

    private static string Text(string way, string turn, int length, string tail) =>
        new StringBuilder(way).Insert(way.Length, turn, Math.Max(1, (length - way.Length) / turn.Length)).Append(tail).ToString();

    private IEnumerable<(string Way, string Turn)> Loops(Node node, string way)
    {
        switch (node)
        {
            case Choice choice:
                return choice.Parts.SelectMany(part => Loops(part, way));
            case Sequence sequence:
                return sequence.Parts.SelectMany((part, i) => Loops(part, way + string.Concat(sequence.Parts.Take(i).Select(Shortest))));
            case Loop loop:
                IEnumerable<(string, string)> inside = Loops(loop.Body, way);
                return loop.Most <= FewTurns ? inside : inside.Concat(Turns(loop.Body).Where(turn => turn.Length > 0).Select(turn => (way, turn)));
            case Around around:
                return Loops(around.Body, way);
            default:
                return [];
        }
    }

    /// <summary>What one turn of a loop can be: each character, and each text of the pattern, that its body takes.</summary>
    private IEnumerable<string> Turns(Node body) => body switch
    {
        Set set => set.Characters.Select(c => c.ToString()).Concat(_literals.Where(text => text.All(c => set.Characters.Contains(c)))),
        Choice choice => choice.Parts.SelectMany(Turns),
        _ => _alphabet.Select(wanted => Sample(body, wanted)).Append(Shortest(body)).Distinct(),
    };

    private string Shortest(Node node) => Sample(node, '\0');

    /// <summary>The shortest text that a node takes, of one character where its sets allow that.</summary>
    private static string Sample(Node node, char wanted) => node switch
    {
        Set set => (set.Characters.Contains(wanted) ? wanted : set.Characters.Length > 0 ? set.Characters[0] : '?').ToString(),
        Sequence sequence => string.Concat(sequence.Parts.Select(part => Sample(part, wanted))),
        Choice choice => choice.Parts.Select(part => Sample(part, wanted)).MinBy(text => text.Length)!,
        Loop loop => string.Concat(Enumerable.Repeat(Sample(loop.Body, wanted), loop.Fewest)),
        _ => "",
    };

    private Choice Alternatives()
    {
        var parts = new List<Node> { Parts() };
        while (_at < _pattern.Length && _pattern[_at] == '|')
        {
            _at++;
            parts.Add(Parts());
        }

        return new Choice(parts);
    }

    private Sequence Parts()
    {
        var parts = new List<Node>();
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
        {
            parts.Add(Quantified(Atom()));
        }

        return new Sequence(parts);
    }

    private Node Quantified(Node atom)
    {
        Match sign = Regex.Match(_pattern[_at..], @"\A(?:(?<any>[*+?])|\{(?<from>\d+)(?<open>,(?<to>\d*))?\})[?+]?");
        if (!sign.Success)
        {
            return atom;
        }

        _at += sign.Length;
        if (sign.Groups["any"].Success)
        {
            return new Loop(atom, sign.Value[0] == '+' ? 1 : 0, sign.Value[0] == '?' ? 1 : int.MaxValue);
        }

        int from = int.Parse(sign.Groups["from"].Value, CultureInfo.InvariantCulture);
        return new Loop(atom, from, !sign.Groups["open"].Success ? from : int.TryParse(sign.Groups["to"].Value, out int to) ? to : int.MaxValue);
    }

    private Node Atom()
    {
        switch (_pattern[_at])
        {
            case '(':
                return Group();
            case '^' or '$':
                _at++;
                return new Sequence([]);
            case '[':
                return SetOf(Regex.Match(_pattern[_at..], @"\A\[\^?\]?(?:\\.|[^\]\\])*\]").Value);
            case '\\':
                string escape = Regex.Match(_pattern[_at..], @"\A\\(?:p\{\w+\}|P\{\w+\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|k<\w+>|.)").Value;
                if (escape[1] is 'b' or 'B' or 'A' or 'z' or 'Z' or 'G' or 'k' || char.IsAsciiDigit(escape[1]))
                {
                    _at += escape.Length;
                    return new Sequence([]);
                }

                return SetOf(escape);
            default:
                return SetOf(_pattern[_at].ToString());
        }
    }

    private Node Group()
    {
        string head = Regex.Match(_pattern[_at..], @"\A\((?:\?(?:<?[=!]|[:>]|<\w+>|[a-z-]+:))?").Value;
        _at += head.Length;
        Node body = Alternatives();
        _at++;
        return head.EndsWith('=') || head.EndsWith('!') ? new Around(body) : body;
    }

    private Set SetOf(string atom)
    {
        _at += atom.Length;
        if (!_sets.TryGetValue(atom, out string? characters))
        {
            var one = new Regex($@"\A{atom}\z", _options & ~RegexOptions.RightToLeft, TimeSpan.FromSeconds(1));
            string candidates = atom.Length == 1 && atom != "." ? atom : _alphabet + (atom[0] == '\\' ? Regex.Unescape(atom is ['\\', 'd' or 'D' or 's' or 'S' or 'w' or 'W' or 'p' or 'P', ..] ? "" : atom) : "");
            _sets[atom] = characters = new string([.. candidates.Where(c => one.IsMatch(c.ToString()))]);
        }

        return new Set(characters);
    }

    private abstract record Node;

    private sealed record Set(string Characters) : Node;

    private sealed record Sequence(IReadOnlyList<Node> Parts) : Node;

    private sealed record Choice(IReadOnlyList<Node> Parts) : Node;

    private sealed record Loop(Node Body, int Fewest, int Most) : Node;

    private sealed record Around(Node Body) : Node;
}
