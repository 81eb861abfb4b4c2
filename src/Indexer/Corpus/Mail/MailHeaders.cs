using System.Text;
using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Mail;

/// <summary>The header of a mail or of a part of one: fields in order, unfolded and decoded.</summary>
/// <remarks>Source: RFC 5322 section 2.2, RFC 2047 (encoded words).</remarks>
internal sealed partial class MailHeaders
{
    /// <summary>Fields of one header: real ones have under 200.</summary>
    private const int MaxFields = 2000;

    private readonly List<(string Name, string Value)> fields = [];

    /// <summary>The first field with this name; null when there is none.</summary>
    public string? this[string name] =>
        fields.Find(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Reads a header up to its empty line.</summary>
    /// <param name="raw">The mail; bytes are taken as UTF-8.</param>
    /// <param name="body">Where what follows the empty line begins.</param>
    public static MailHeaders Read(ReadOnlySpan<byte> raw, out int body)
    {
        var headers = new MailHeaders();
        var field = new StringBuilder();
        body = 0;
        while (body < raw.Length)
        {
            int end = raw[body..].IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? raw[body..] : raw.Slice(body, end);
            body = end < 0 ? raw.Length : body + end + 1;
            line = line.TrimEnd((byte)'\r');
            if (line.IsEmpty)
            {
                break;
            }

            if (line[0] is not ((byte)' ' or (byte)'\t'))
            {
                headers.Add(field.ToString());
                field.Clear();
            }

            field.Append(Encoding.UTF8.GetString(line));
        }

        headers.Add(field.ToString());
        return headers;
    }

    /// <summary>A parameter of a field: <c>charset</c> of <c>text/plain; charset=utf-8</c>.</summary>
    public string? Parameter(string field, string name)
    {
        foreach (Match match in ParameterForm.Matches(this[field] ?? ""))
        {
            if (match.Groups["name"].ValueSpan.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Groups["bare"].Value;
            }
        }

        return null;
    }

    /// <summary>Message-IDs named in a field, without angle brackets.</summary>
    public IReadOnlyList<string> MessageIds(string field) =>
        [.. MessageIdForm.Matches(this[field] ?? "").Select(match => match.Groups[1].Value).Distinct()];

    private void Add(string field)
    {
        int colon = field.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && fields.Count < MaxFields)
        {
            fields.Add((field[..colon].TrimEnd(), EncodedWords.Decode(field[(colon + 1)..].Trim())));
        }
    }

    [GeneratedRegex(@";\s{0,20}(?<name>[\w*-]{1,40})\s{0,4}=\s{0,4}(?:""(?<quoted>[^""]{0,400})""|(?<bare>[^\s;""]{1,400}))")]
    private static partial Regex ParameterForm { get; }

    [GeneratedRegex(@"<([^<>\s]{1,400})>")]
    private static partial Regex MessageIdForm { get; }
}
