using System.Runtime.InteropServices;

namespace KB.Indexer.Search.Engine;

/// <summary>How a segment file is laid out. Numbers are little-endian; sections start at multiples of 8 bytes.</summary>
/// <remarks>
/// <para>For each field of <see cref="SearchField"/>, in order: the postings; the terms (UTF-8, a zero byte behind each, in order of bytes);
/// where each term starts (u32, one more than there are terms); for each term the number of its documents and where its postings start
/// (two u32). Then for each document its number (i32) and its size (<see cref="DocumentSize"/>). Then the table of fields
/// (<see cref="FieldEntry"/>) and, last, the <see cref="SegmentFooter"/>.</para>
/// <para>Postings of a term: blocks of 128 documents. With more than one block a table comes first: for each block its last document
/// and where it starts behind the table (two u32). A block: documents as LEB128 deltas; their impacts, a byte each; for fields with
/// positions the number of positions and their LEB128 deltas, for each document. Documents are places in the segment, from 0.</para>
/// <para>History. 1: the first.</para>
/// </remarks>
internal static class SegmentFormat
{
    /// <summary>Version written and read; a segment of another version is rebuilt from the catalogue.</summary>
    public const int Version = 1;

    /// <summary>"KBSG".</summary>
    public const uint Magic = 0x4753424b;

    /// <summary>Documents in a block of postings.</summary>
    public const int Block = 128;

    /// <summary>Greatest size of a file: what a span can reach.</summary>
    public const long MaxLength = 2_000_000_000;
}

/// <summary>Where a field's sections are.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct FieldEntry
{
    /// <summary>Start of the postings.</summary>
    public uint Postings;

    /// <summary>Bytes of postings.</summary>
    public uint PostingsLength;

    /// <summary>Start of the terms.</summary>
    public uint Terms;

    /// <summary>Bytes of terms.</summary>
    public uint TermsLength;

    /// <summary>Start of the table of term starts.</summary>
    public uint Starts;

    /// <summary>Start of the table of counts and postings.</summary>
    public uint Infos;

    /// <summary>Number of terms.</summary>
    public uint Count;
}

/// <summary>How large a document is.</summary>
/// <param name="Tokens">Tokens of its text, at most 65,535.</param>
/// <param name="Functions">Different functions in its stacks, at most 65,535.</param>
[StructLayout(LayoutKind.Sequential, Pack = 2)]
internal readonly record struct DocumentSize(ushort Tokens, ushort Functions);

/// <summary>The end of a segment file.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct SegmentFooter
{
    /// <summary>Documents.</summary>
    public int Count;

    /// <summary>Start of the numbers.</summary>
    public uint Numbers;

    /// <summary>Start of the sizes.</summary>
    public uint Sizes;

    /// <summary>Start of the table of fields.</summary>
    public uint Fields;

    /// <summary>Fields in the table.</summary>
    public uint FieldCount;

    /// <summary>CRC-32C of all bytes of the file, these four taken as 0.</summary>
    public uint Checksum;

    /// <summary>Bytes before the footer.</summary>
    public uint Length;

    /// <summary><see cref="SegmentFormat.Version"/>.</summary>
    public int Version;

    /// <summary><see cref="SegmentFormat.Magic"/>.</summary>
    public uint Magic;
}
