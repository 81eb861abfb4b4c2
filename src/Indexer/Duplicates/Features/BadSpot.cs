using System.Globalization;
using System.Text.RegularExpressions;
using KB.Indexer.Reports;

namespace KB.Indexer.Duplicates.Features;

/// <summary>Where a bad access fell: the same field of the same object is the same in every report of a bug, whatever the kernel.</summary>
internal static partial class BadSpot
{
    /// <summary>Addresses below are a field of a structure at null.</summary>
    private const ulong NearNull = 0x10000;

    /// <summary>Start of KASAN's shadow on x86_64: an address there is that of a granule of eight bytes.</summary>
    private const ulong Shadow = 0xdffffc0000000000;

    /// <summary>Top of the pointers that lists and freed objects are filled with (include/linux/poison.h).</summary>
    private const ulong Poison = 0xdead;

    /// <summary>The spot in words; null when the report does not tell, or the address is any.</summary>
    public static string? Of(CrashReport report)
    {
        Match inside = Inside().Match(report.Text);
        if (inside.Success)
        {
            return $"{inside.Groups[1].Value} bytes {inside.Groups[2].Value} an object of {inside.Groups[3].Value}";
        }

        Match range = Range().Match(report.Text);
        string? text = range.Success ? range.Groups[1].Value : report.Access?.Address;
        if (text is null || !ulong.TryParse(text.AsSpan(text.StartsWith("0x", StringComparison.Ordinal) ? 2 : 0), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address))
        {
            return null;
        }

        // Wrapped on purpose: addresses below the shadow are far from null.
        ulong granule = unchecked((address - Shadow) * 8);
        address = address >= Shadow && granule < NearNull ? granule : address;
        return address < NearNull ? $"{address & ~7UL} bytes from null" : address >> 48 == Poison ? $"poison {address:x}" : null;
    }

    [GeneratedRegex(@"located (\d{1,9}) bytes (inside of|to the left of|to the right of)\s{1,3}(\d{1,9})-byte region", RegexOptions.NonBacktracking)]
    private static partial Regex Inside();

    [GeneratedRegex(@"in range \[0x([0-9a-f]{16})-", RegexOptions.NonBacktracking)]
    private static partial Regex Range();
}
