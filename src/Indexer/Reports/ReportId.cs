using System.Security.Cryptography;
using System.Text;

namespace KB.Indexer.Reports;

/// <summary>Names a report by its content.</summary>
public static class ReportId
{
    /// <summary>16 hex digits (64 bits): short enough for a mail, and 10 million reports collide with a chance of 3 in a million.</summary>
    public const int Length = 16;

    /// <summary>Longest id that an import may give, in characters; they stand in addresses.</summary>
    public const int MaxGiven = 64;

    /// <summary>True for a text that can be an id: ASCII letters, digits, <c>-</c> and <c>_</c>, nothing that means something in an address.</summary>
    public static bool IsValid(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length is > 0 and <= MaxGiven && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
    }

    /// <summary>The id of a report with this cleaned text: the start of its SHA-256, trailing white space of lines not counted.</summary>
    public static string Of(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            builder.Append(line.TrimEnd()).Append('\n');
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(builder.ToString().TrimEnd('\n')));
        return Convert.ToHexStringLower(hash)[..Length];
    }
}
