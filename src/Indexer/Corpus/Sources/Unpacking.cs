using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Tar;
using System.IO.Compression;

namespace KB.Indexer.Corpus.Sources;

/// <summary>Takes sources out of what they are packed in, until they are text.</summary>
internal static class Unpacking
{
    /// <summary>One packing.</summary>
    /// <param name="Name">What people call it.</param>
    /// <param name="Offset">Where its magic bytes stand.</param>
    /// <param name="Magic">Bytes a file of it has there.</param>
    /// <param name="Open">Gives what is in it.</param>
    private sealed record Packing(string Name, int Offset, byte[] Magic, Func<SourceInput, IEnumerable<SourceInput>> Open);

    // Facts of RFC 1952, RFC 1950, the .xz file format 1.2.1, bzip2, RFC 8878, POSIX ustar and APPNOTE.TXT.
    private static readonly Packing[] All =
    [
        new("gzip", 0, [0x1F, 0x8B], input => One(input, new GZipStream(input.Open(), CompressionMode.Decompress))),
        new("zlib", 0, [0x78, 0x9C], input => One(input, new ZLibStream(input.Open(), CompressionMode.Decompress))),
        new("zlib", 0, [0x78, 0xDA], input => One(input, new ZLibStream(input.Open(), CompressionMode.Decompress))),
        new("xz", 0, [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], input => Tool(input, "xz")),
        new("bzip2", 0, [(byte)'B', (byte)'Z', (byte)'h'], input => Tool(input, "bzip2")),
        new("zstd", 0, [0x28, 0xB5, 0x2F, 0xFD], input => Tool(input, "zstd")),
        new("zip", 0, [(byte)'P', (byte)'K', 3, 4], Zip),
        new("tar", 257, [(byte)'u', (byte)'s', (byte)'t', (byte)'a', (byte)'r'], Tar),
    ];

    /// <summary>What people call the packing of the input; null when it is not packed.</summary>
    public static string? NameOf(SourceInput input) => IsPacked(input, out Packing? packing) ? packing.Name : null;

    /// <summary>The documents of the input, unpacked as often as needed.</summary>
    public static IEnumerable<SourceDocument> Read(SourceInput input) => Open(input).SelectMany(SourceKinds.Read);

    /// <summary>What is packed in the input, unpacked as often as needed; the input itself when it is not packed. Each is to be read before the next is asked for.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or packed too often.</exception>
    /// <exception cref="NotSupportedException">The tool that unpacks it is not installed.</exception>
    public static IEnumerable<SourceInput> Open(SourceInput input)
    {
        if (!IsPacked(input, out Packing? packing))
        {
            return [input];
        }

        return input.Nesting == SourceReader.MaxNesting
            ? throw new InvalidDataException($"packed more than {SourceReader.MaxNesting} times")
            : packing.Open(input).SelectMany(Open);
    }

    private static bool IsPacked(SourceInput input, [NotNullWhen(true)] out Packing? packing) =>
        (packing = Array.Find(All, packing => Is(packing, input.Head.Span))) is not null;

    private static bool Is(Packing packing, ReadOnlySpan<byte> head) =>
        head.Length > packing.Offset && head[packing.Offset..].StartsWith(packing.Magic);

    private static IEnumerable<SourceInput> One(SourceInput input, Stream unpacked)
    {
        using var stream = new UnpackedStream(unpacked, input.Limit);
        foreach (SourceInput each in Content(input.Path, stream, input))
        {
            yield return each;
        }
    }

    // What is wrong shows only when the content was read; it is told behind it, or alone when nothing came out.
    private static IEnumerable<SourceInput> Content(string path, UnpackedStream stream, SourceInput packing)
    {
        var content = new SourceInput(path, stream, packing);
        if (stream.Fault is null || content.Head.Length > 0)
        {
            yield return content;
        }

        if (stream.Fault is { } fault)
        {
            throw new InvalidDataException(fault);
        }
    }

    // .NET has no reader for these; the tool is asked, fed from a task so that neither pipe can block the other.
    private static IEnumerable<SourceInput> Tool(SourceInput input, string tool)
    {
        using Process process = Start(tool);
        Task feed = Task.Run(() => Feed(input, process));
        try
        {
            using var stream = new UnpackedStream(process.StandardOutput.BaseStream, input.Limit);
            foreach (SourceInput each in Content(input.Path, stream, input))
            {
                yield return each;
            }

            if (stream.IsAtEnd && process.StandardError.ReadToEnd() is { Length: > 0 } complaint)
            {
                throw new InvalidDataException($"damaged: only what comes before the damage was read ({complaint.AsSpan().TrimEnd()})");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.StandardOutput.Close();
            }

            feed.Wait();
            process.WaitForExit();
        }
    }

    private static Process Start(string tool)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(tool, ["-dcq"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new NotSupportedException($"the tool '{tool}' is needed to unpack this and is not installed");
        }
    }

    private static void Feed(SourceInput input, Process process)
    {
        try
        {
            input.Open().CopyTo(process.StandardInput.BaseStream);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The tool ended first: the archive is damaged or its reader had enough. What came out of it stands.
        }
    }

    // The table of a zip archive stands at its end, so it is held in memory.
    private static IEnumerable<SourceInput> Zip(SourceInput input)
    {
        byte[] whole = input.ReadWhole(out bool cut);
        if (cut)
        {
            throw new InvalidDataException($"a zip archive of more than {SourceReader.MaxWhole >> 20} MiB: unpack it first");
        }

        using var archive = new ZipArchive(new MemoryStream(whole));
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.Name.Length > 0))
        {
            using var stream = new UnpackedStream(entry.Open(), input.Limit);
            foreach (SourceInput each in Content(Member(input, entry.FullName), stream, input))
            {
                yield return each;
            }
        }
    }

    private static IEnumerable<SourceInput> Tar(SourceInput input)
    {
        using var archive = new TarReader(input.Open());
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } content)
            {
                // Its members are no larger than the archive.
                using var stream = new UnpackedStream(content, long.MaxValue);
                foreach (SourceInput each in Content(Member(input, entry.Name), stream, input))
                {
                    yield return each;
                }
            }
        }
    }

    // A name that climbs ("x/../../other/file") would lead to files beside the archive, which some kinds of sources look at.
    private static string Member(SourceInput archive, string name) =>
        $"{archive.Path}!{string.Join('/', name.Split('/').Where(part => part is not ("." or "..")))}";
}
