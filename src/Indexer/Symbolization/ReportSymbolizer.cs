using System.Text;
using KB.Indexer.Reports;
using KB.Symbolizer;

namespace KB.Indexer.Symbolization;

/// <summary>Puts file:line and inline frames into the text of a report; everything else stays as it is.</summary>
/// <remarks>
/// <c> kc_run+0x4a/0x60 [kcrash]</c> becomes <c> kc_run+0x4a/0x60 drivers/kcrash.c:30 [kcrash]</c>, after one line <c> kc_inlined drivers/kcrash.c:12 [inline]</c>
/// for each inline frame, innermost first: the form in which syzkaller prints reports.
/// </remarks>
internal sealed class ReportSymbolizer(KernelImages images)
{
    private readonly record struct Question(SymbolPlace Place, string? Module, BuildId? BuildId, bool Exact);

    private KernelFacts _kernel = new(null, null, null);
    private Lazy<KernelImage?> _image = new(() => null);
    private readonly Dictionary<Question, string[]> _answers = [];

    /// <summary>The text with places resolved; the same text when no image knows one of them.</summary>
    /// <param name="text">The report.</param>
    /// <param name="release">Release of its kernel, when it is known from elsewhere.</param>
    public string Symbolize(string text, string? release = null)
    {
        _kernel = KernelFacts.Read(text);
        _kernel = _kernel with { Release = _kernel.Release ?? release };
        _image = new(() => images.Kernel(_kernel.Release, _kernel.BuildId));
        _answers.Clear();
        List<(string Line, List<(PrintedPlace Printed, Question Question)> Places)> lines = [.. Lines(text).Select(line => (NameAddress(line), new List<(PrintedPlace, Question)>()))];
        PrintedPlace? fault = null;
        foreach ((string line, List<(PrintedPlace, Question)> places) in lines)
        {
            foreach (PrintedPlace printed in PrintedPlace.FindAll(line).Where(printed => !HasSource(line, printed)))
            {
                bool announced = FaultPlaces.Announces(line.AsSpan(0, printed.Start));
                fault = announced ? printed : fault;
                bool exact = announced || IsEntry(line, printed) || (fault is { } last && last.Place == printed.Place && last.Module == printed.Module);
                places.Add((printed, new(printed.Place, printed.Module, printed.BuildId, exact)));
            }
        }

        Answer([.. lines.SelectMany(line => line.Places).Select(place => place.Question).Distinct()]);
        var result = new StringBuilder(text.Length + (text.Length / 2));
        lines.ForEach(line => Write(result, line.Line, line.Places));
        return result.ToString();
    }

    /// <summary>
    /// True for the address of a function itself, which no call returns to: offset 0 in a place that is not sure. In a sure frame it is the
    /// return address of a call that ends the function before, because it does not return.
    /// </summary>
    private static bool IsEntry(string line, PrintedPlace printed) =>
        printed.Place.Offset == 0 && !line.AsSpan(0, printed.Start).TrimEnd().EndsWith(']') && !line.AsSpan(0, printed.Start).Trim().IsEmpty;

    /// <summary>True when file and line follow a place already: the text was symbolized before.</summary>
    private static bool HasSource(string line, PrintedPlace printed)
    {
        ReadOnlySpan<char> rest = line.AsSpan(printed.End);
        if (!rest.StartsWith(" ", StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> next = rest.TrimStart();
        int end = next.IndexOf(' ');
        return (end < 0 ? next : next[..end]).ContainsAny(GuiltyFile.Places);
    }

    /// <summary>A line that ends with a bare address of the kernel gets the place that it is, as a kernel with kallsyms would have printed it.</summary>
    private string NameAddress(string line)
    {
        if (PrintedAddress.Find(line) is not { } raw || (_kernel.Offset ?? (raw.InBrackets ? 0 : null)) is not { } offset || PrintedPlace.FindAll(line).Count > 0)
        {
            return line;
        }

        SymbolPlace? found = null;
        images.Try(() => found = _image.Value?.FindPlace(unchecked(raw.Address - offset)));
        return found is { } place ? $"{line.AsSpan(0, raw.End)} {place.Symbol}+0x{place.Offset:x}/0x{place.Size:x}{line.AsSpan(raw.End)}" : line;
    }

    /// <summary>Lines with their ends.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            yield return text[start..end];
            start = end;
        }
    }

    /// <summary>Asks each image once for all of its places.</summary>
    private void Answer(List<Question> questions)
    {
        foreach (var group in questions.GroupBy(question => (question.Module, question.BuildId)))
        {
            KernelImage? image = group.Key.Module is { } module ? images.Module(module, _kernel.Release, group.Key.BuildId) : _image.Value;
            if (image != null)
            {
                images.Try(() => Ask(image, group));
            }
        }
    }

    private void Ask(KernelImage image, IEnumerable<Question> questions)
    {
        var wanted = new List<(Question Question, int First, int Count)>();
        var addresses = new List<ulong>();
        foreach (Question question in questions)
        {
            IReadOnlyList<ulong> found = image.FindAddresses(question.Place);
            wanted.Add((question, addresses.Count, found.Count));
            addresses.AddRange(found.Select(address => question.Exact ? address : unchecked(address - 1)));
        }

        SourceFrame[][] frames = image.FindFrames(addresses);
        foreach ((Question question, int first, int count) in wanted)
        {
            _answers[question] = Describe([.. frames.AsSpan(first, count)]);
        }
    }

    /// <summary>What to write for a place: the inline frames, and last what follows the place itself; empty when nothing is known.</summary>
    private static string[] Describe(SourceFrame[][] candidates)
    {
        string[][] told = [.. candidates.Where(frames => frames.Length > 0 && frames[^1].Path != null && frames[^1].Line > 0)
            .Select(frames => frames.Select((frame, i) => i == frames.Length - 1 ? $" {Place(frame)}" : $"{frame.Function} {Place(frame)} [inline]").ToArray())];
        if (told.Length == 0)
        {
            return [];
        }

        return told.All(other => other.SequenceEqual(told[0])) ? told[0] : [$" ({string.Join(" or ", told.Select(one => one[^1].Trim()).Distinct())})"];
    }

    private static string Place(SourceFrame frame) => $"{frame.Path ?? "??"}:{frame.Line}";

    private void Write(StringBuilder result, string line, List<(PrintedPlace Printed, Question Question)> places)
    {
        if (places.Count == 1 && _answers.GetValueOrDefault(places[0].Question) is { Length: > 1 } chain)
        {
            string end = line.EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
            foreach (string inlined in chain.AsSpan(0, chain.Length - 1))
            {
                result.Append(line, 0, places[0].Printed.Start).Append(inlined).Append(end);
            }
        }

        int from = 0;
        foreach ((PrintedPlace printed, Question question) in places)
        {
            string[] answer = _answers.GetValueOrDefault(question) ?? [];
            result.Append(line, from, printed.End - from).Append(answer.LastOrDefault());
            from = printed.End;
        }

        result.Append(line, from, line.Length - from);
    }
}
