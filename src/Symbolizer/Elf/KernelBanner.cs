using System.Text;

namespace KB.Symbolizer.Elf;

/// <summary>Finds in an image which kernel it is.</summary>
internal static class KernelBanner
{
    /// <summary>A release has 64 characters at most (utsname).</summary>
    private const int MaxRelease = 64;

    /// <summary>Where it stands: <c>linux_banner</c> (init/version.c) is in .rodata, vermagic (include/linux/vermagic.h) in .modinfo.</summary>
    private static readonly (string Section, byte[] Before)[] Places =
    [
        (".modinfo", Encoding.ASCII.GetBytes("vermagic=")),
        (".rodata", Encoding.ASCII.GetBytes("Linux version ")),
        (".init.rodata", Encoding.ASCII.GetBytes("Linux version ")),
    ];

    public static string? Release(ElfFile file)
    {
        foreach ((string name, byte[] before) in Places)
        {
            ReadOnlySpan<byte> rest = file.Find(name) is { } section ? file.Raw(section).Span : [];
            while (rest.IndexOf(before) is var start and >= 0)
            {
                // The words stand in other strings too (fs/smb/client/sess.c); a release begins with its number.
                rest = rest[(start + before.Length)..];
                int end = rest[..Math.Min(rest.Length, MaxRelease + 1)].IndexOfAny((byte)' ', (byte)0);
                if (end > 0 && char.IsAsciiDigit((char)rest[0]))
                {
                    return Encoding.ASCII.GetString(rest[..end]);
                }
            }
        }

        return null;
    }
}
