using System.Globalization;
using System.Text.Json;
using KB.Symbolizer;

namespace KB.Indexer.Symbolization;

/// <summary>Input that is a list of raw addresses, one a line.</summary>
internal static class AddressList
{
    /// <summary>The addresses of a text in which every line that is not empty is one hex address, with or without 0x; null for any other text. A line <c>Kernel Offset: 0x…</c> of the report may stand among them: what KASLR added.</summary>
    public static (List<ulong> Addresses, ulong Offset)? Parse(string text)
    {
        ulong offset = 0;
        var addresses = new List<ulong>();
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.Contains("Kernel Offset: ", StringComparison.Ordinal))
            {
                offset = KernelFacts.Read(line.ToString()).Offset ?? 0;
                continue;
            }

            ReadOnlySpan<char> digits = line.Trim();
            digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
            if (digits.IsEmpty && line.Trim().IsEmpty)
            {
                continue;
            }

            if (!ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address))
            {
                return null;
            }

            addresses.Add(address);
        }

        return addresses.Count > 0 ? (addresses, offset) : null;
    }

    /// <summary>Writes one answer a line as JSON, or the frames as text with an empty line between addresses, like addr2line -i -f -p.</summary>
    public static void Write(TextWriter output, IReadOnlyList<ulong> addresses, SourceFrame[][] frames, bool json)
    {
        for (int i = 0; i < addresses.Count; i++)
        {
            string address = $"0x{addresses[i]:x}";
            if (json)
            {
                output.WriteLine(JsonSerializer.Serialize(AddressAnswer.Of(address, frames[i]), KbJson.Lines.AddressAnswer));
                continue;
            }

            output.WriteLine(frames[i].Length == 0 ? $"{address}: {AddressFrame.Unknown.Function}" : $"{address}:");
            foreach (SourceFrame frame in frames[i])
            {
                output.WriteLine($"  {frame.Function} {frame.Path ?? "??"}:{frame.Line}{(frame.Inline ? " [inline]" : "")}");
            }
        }
    }
}
