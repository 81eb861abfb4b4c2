using KB.Indexer.Reports;

namespace KB.Indexer.Corpus.Articles;

/// <summary>What a crash answers to when articles are bound to crashes, see <see cref="CrashBinding.Key"/>.</summary>
public static class CrashKeys
{
    /// <summary>The keys of a report: its id, titles, the functions of its stacks that the unwinder was sure of, the files and folders it names.</summary>
    public static IReadOnlySet<string> Of(CrashReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var keys = new HashSet<string>(StringComparer.Ordinal) { CrashBinding.KeyOf("id", report.Id) };
        keys.UnionWith(report.AltTitles.Append(report.Title).SelectMany(OfTitle));
        List<StackFrame> frames = [.. report.Stacks.SelectMany(stack => stack.Frames).Where(frame => frame.Reliable)];
        keys.UnionWith(frames.Select(frame => CrashBinding.KeyOf("fn", frame.Function)));
        IEnumerable<string> places = frames.Where(frame => frame.File is not null)
            .Select(frame => frame.Line is { } line ? $"{frame.File}:{line}" : frame.File!).Concat(report.Locations);
        foreach (string place in places.Distinct())
        {
            AddPlace(keys, place);
        }

        return keys;
    }

    /// <summary>The keys of a title: itself, and each of its beginnings with <c>*</c> for the rest.</summary>
    public static IEnumerable<string> OfTitle(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        yield return CrashBinding.KeyOf("title", title);
        for (int blank = title.IndexOf(' ', StringComparison.Ordinal); blank > 0; blank = title.IndexOf(' ', blank + 1))
        {
            yield return CrashBinding.KeyOf("title", title[..blank] + CrashBinding.AnyRest);
        }
    }

    private static void AddPlace(HashSet<string> keys, string place)
    {
        keys.Add(CrashBinding.KeyOf("file", place));
        string file = place.Split(':')[0];
        keys.Add(CrashBinding.KeyOf("file", file));
        for (int slash = file.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = file.IndexOf('/', slash + 1))
        {
            keys.Add(CrashBinding.KeyOf("file", file[..(slash + 1)]));
        }
    }
}
