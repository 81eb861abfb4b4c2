using System.Buffers;
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
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length + 1));
        int length = 0, end = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            int written = Encoding.UTF8.GetBytes(line.TrimEnd(), bytes.AsSpan(length));
            length += written;
            end = written > 0 ? length : end;
            bytes[length++] = (byte)'\n';
        }

        byte[] hash = SHA256.HashData(bytes.AsSpan(0, end));
        ArrayPool<byte>.Shared.Return(bytes);
        return Convert.ToHexStringLower(hash)[..Length];
    }
}
