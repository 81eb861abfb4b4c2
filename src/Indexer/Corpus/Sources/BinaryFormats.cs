namespace KB.Indexer.Corpus.Sources;

/// <summary>What a file without text is, so that the message can say what would help.</summary>
internal static class BinaryFormats
{
    /// <summary>Said of bytes that nothing is known about.</summary>
    public const string NoText = "binary data that is no text";

    private static readonly (byte[] Magic, string Reason)[] All =
    [
        ([.. "KDUMP   "u8], "a kdump memory image: makedumpfile --dump-dmesg or crash gives its log"),
        ([0x7F, .. "ELF"u8], "an ELF file (memory image or program): makedumpfile --dump-dmesg gives the log of a vmcore"),
        ([0x89, .. "PNG"u8], "a picture: a photo of a screen holds no text"),
        ([0xFF, 0xD8, 0xFF], "a picture: a photo of a screen holds no text"),
        ([.. "%PDF"u8], "a PDF"),
        ([.. "LPKSHHRH"u8], "a binary journal: journalctl --file … -o json gives its text"),
    ];

    /// <summary>Why a binary file cannot be read.</summary>
    public static string Name(ReadOnlySpan<byte> head)
    {
        foreach ((byte[] magic, string reason) in All)
        {
            if (head.StartsWith(magic))
            {
                return reason;
            }
        }

        return NoText;
    }
}
