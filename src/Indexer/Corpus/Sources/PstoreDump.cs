using System.Text;
using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Sources;

/// <summary>Dumps that the kernel leaves in pstore, in parts of some kilobytes of which the first is the end of the log.</summary>
/// <remarks>
/// Each part begins with a line <c>Oops#1 Part3</c>. Files are called <c>dmesg-BACKEND-ID</c>; of the EFI backend ID ends in two digits
/// of the part and three of the dump. Source: fs/pstore/platform.c, drivers/firmware/efi/efi-pstore.c.
/// </remarks>
internal static partial class PstoreDump
{
    /// <summary>Parts of one dump: the whole log buffer of a big machine in parts of 1 kB.</summary>
    private const int MaxParts = 4096;

    private sealed record Section(string Dump, int Part, string Text);

    /// <summary>True for a part, or several one behind the other.</summary>
    public static bool Is(string head) => Header.Match(head) is { Success: true, Index: 0 };

    /// <summary>One document: the parts of a file in the order of time. Of a dump in several files the first part reads all, the others give their text alone.</summary>
    public static IEnumerable<SourceDocument> Read(SourceInput input)
    {
        var document = new SourceDocument { Path = input.Path, Kind = "pstore" };
        string text = input.ReadWholeText(out bool cut);
        yield return InOrder(input.Path, text) is { } log ? (document with { Unread = cut ? Documents.TooLong : null }).WithText(log) : document.WithTextAlone(text);
    }

    /// <summary>The log in the order of time.</summary>
    public static TextReader Open(SourceInput input)
    {
        string text = input.ReadWholeText(out _);
        return new StringReader(InOrder(input.Path, text) ?? text);
    }

    /// <summary>The parts in the order of time; null for one whose dump is read with its first part.</summary>
    private static string? InOrder(string path, string text)
    {
        List<Section> sections = Sections(text);
        if (sections is [{ Part: > 1 } part] && Siblings(path, part.Dump).Any(other => other.Part == 1))
        {
            return null;
        }

        if (sections is [{ Part: 1 } last])
        {
            sections.AddRange(Siblings(path, last.Dump).Where(other => other.Part > 1).DistinctBy(other => other.Part));
        }

        return string.Concat(sections.GroupBy(section => section.Dump).SelectMany(dump => dump.OrderByDescending(section => section.Part)).Select(section => section.Text));
    }

    private static List<Section> Sections(string text)
    {
        Match[] headers = [.. Header.Matches(text).Take(MaxParts)];
        return [.. headers.Select((header, at) => new Section(header.Groups["dump"].Value, int.Parse(header.Groups["part"].ValueSpan),
            text[(header.Index + header.Length)..(at + 1 < headers.Length ? headers[at + 1].Index : text.Length)]))];
    }

    // Other files of the same dump in the folder, those nearest in time first: an old dump may have the same number.
    private static IEnumerable<Section> Siblings(string path, string dump)
    {
        string folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        if (Name.Match(Path.GetFileName(path)) is not { Success: true } own || !Directory.Exists(folder))
        {
            return [];
        }

        return Directory.EnumerateFiles(folder, own.Groups["backend"].Value + "*").Take(MaxParts)
            .Select(file => (File: file, Name: Name.Match(Path.GetFileName(file)))).Where(other => other.Name.Success && Path.GetFileName(other.File) != Path.GetFileName(path))
            .OrderBy(other => Math.Abs(Time(other.Name) - Time(own))).ThenBy(other => other.File, StringComparer.Ordinal)
            .SelectMany(other => Sections(Beginning(other.File))).Where(section => section.Dump == dump);
    }

    private static double Time(Match name) => double.Parse(name.Groups["time"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    private static string Beginning(string file)
    {
        using var stream = File.OpenRead(file);
        byte[] bytes = new byte[SourceInput.HeadBytes];
        return Encoding.UTF8.GetString(bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
    }

    [GeneratedRegex(@"^(?<dump>(?:Oops|Panic|Emergency|Shutdown|Restart|Halt|Poweroff|Unknown)#\d{1,9}) Part(?<part>[0-9]{1,6})\r?\n", RegexOptions.Multiline)]
    private static partial Regex Header { get; }

    [GeneratedRegex(@"^(?<backend>dmesg-[\w]+-)(?<time>[0-9]{1,20}?)(?:\d{5})?(?:\.\w+)*$")]
    private static partial Regex Name { get; }
}
