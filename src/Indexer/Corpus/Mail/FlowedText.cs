using System.Text;
using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Mail;

/// <summary>Text in <c>format=flowed</c>: a line that ends in a space goes on in the next line of the same quote depth.</summary>
/// <remarks>
/// Source: RFC 3676. Mail programs flow pasted logs too, whose lines end in spaces for other reasons: a line that begins like a
/// line of a console is never joined to the one before.
/// </remarks>
internal static partial class FlowedText
{
    /// <summary>The text with soft line ends undone.</summary>
    /// <param name="text">Lines ended by LF.</param>
    /// <param name="deleteSpace">True for <c>delsp=yes</c>: the space at a soft end is no part of the text.</param>
    public static string Unflow(string text, bool deleteSpace)
    {
        var result = new StringBuilder(text.Length);
        bool open = false;
        int depth = 0;
        foreach (string line in text.Split('\n'))
        {
            int quotes = Depth(line);
            string content = line[quotes..];
            content = content.StartsWith(' ') ? content[1..] : content;
            bool joined = open && quotes == depth && !ConsoleLine.IsMatch(content);
            if (!joined)
            {
                result.Append(result.Length > 0 ? "\n" : "").Append('>', quotes).Append(quotes > 0 ? " " : "");
            }

            open = content.EndsWith(' ') && content != "-- ";
            depth = quotes;
            result.Append(open && deleteSpace ? content[..^1] : content);
        }

        return result.ToString();
    }

    private static int Depth(string line)
    {
        int depth = 0;
        while (depth < line.Length && line[depth] == '>')
        {
            depth++;
        }

        return depth;
    }

    // A time in brackets, a priority, a frame, or a register: such lines begin of themselves.
    [GeneratedRegex(@"\A\s*(?:\[ *\d{1,8}\.\d|<\d{1,2}>|\[?<?[0-9a-f]{8,16}>?\]|<[A-Z/]{3,6}>|(?:\? )?[\w.]+\+0x[0-9a-f]+/|[A-Za-z]{2,5}[0-9]{0,2} ?: [0-9a-f]{8}|Call [Tt]race|[A-Z]\w+: |#syz)")]
    private static partial Regex ConsoleLine { get; }
}
