using System.Text;
using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Mail;

/// <summary>Words of headers in other character sets: <c>=?utf-8?q?Gr=C3=BC=C3=9Fe?=</c>.</summary>
/// <remarks>Source: RFC 2047. White space between two encoded words is no part of the text.</remarks>
internal static partial class EncodedWords
{
    /// <summary>The text; words that are not well-formed stay as they are.</summary>
    public static string Decode(string value) =>
        value.Contains("=?", StringComparison.Ordinal) ? Word.Replace(Gap.Replace(value, "?==?"), Decode) : value;

    private static string Decode(Match word)
    {
        byte[] text = Encoding.ASCII.GetBytes(word.Groups["text"].Value);
        byte[] bytes = word.Groups["how"].Value is "b" or "B"
            ? TransferDecoding.Base64(text)
            : TransferDecoding.QuotedPrintable([.. text.Select(each => each == (byte)'_' ? (byte)' ' : each)]);
        return Charsets.Find(word.Groups["charset"].Value).GetString(bytes);
    }

    [GeneratedRegex(@"=\?(?<charset>[\w.:-]{1,40})(?:\*\w{1,10})?\?(?<how>[bBqQ])\?(?<text>[^?\s]{0,400})\?=")]
    private static partial Regex Word { get; }

    [GeneratedRegex(@"\?=\s{1,10}=\?")]
    private static partial Regex Gap { get; }
}
