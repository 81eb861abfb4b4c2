using System.Collections.Concurrent;
using KB.Indexer.Reports;
using KB.Indexer.Tests.Reports;

namespace KB.Bench.Reports;

/// <summary>How many reports keep their title, or get a doubt, in each wrapping, cut anywhere included.</summary>
/// <remarks>
/// A title that was in doubt from the start counts as one with a doubt when it changes: lines of two CPUs are mixed there, of which the
/// wrappings with a caller id then say that one task printed them all.
/// </remarks>
internal static class Wrapped
{
    /// <summary>Cuts of one text at most: of longer ones not each place is tried.</summary>
    private const int Cuts = 100;

    public static void Measure(IReadOnlyList<string> texts, bool shows)
    {
        CrashReport?[] bare = [.. texts.AsParallel().AsOrdered().Select(text => ReportParser.Parse(text))];
        foreach ((string name, Func<string, string> wrap) in Wrappings.All.Append(new("cut anywhere", text => text)))
        {
            int same = 0, doubt = 0, all = 0;
            var changed = new ConcurrentBag<string>();
            Parallel.For(0, texts.Count, i =>
            {
                if (bare[i]?.Title is not { } title)
                {
                    return;
                }

                foreach (string text in name == "cut anywhere" ? Cut(texts[i]) : [wrap(texts[i])])
                {
                    CrashReport? report = ReportParser.Parse(text);
                    Interlocked.Increment(ref all);
                    Interlocked.Add(ref same, report?.Title == title ? 1 : 0);
                    bool isDoubt = report?.Title != title && (report is null or { Corrupted: true } || bare[i]!.Corrupted);
                    Interlocked.Add(ref doubt, isDoubt ? 1 : 0);
                    if (report?.Title != title && (!isDoubt || report is null))
                    {
                        changed.Add($"    {i}: {title} -> {report?.Title}");
                    }
                }
            });
            Console.WriteLine($"{name,-28} same title {same} of {all} = {(double)same / all:F4}, none or a doubt {doubt}, another title {all - same - doubt}");
            foreach (string line in shows && name != "cut anywhere" ? changed.Order(StringComparer.Ordinal).Take(15) : [])
            {
                Console.WriteLine(line);
            }
        }
    }

    private static IEnumerable<string> Cut(string text)
    {
        int step = Math.Max(1, text.Length / Cuts);
        for (int length = 0; length < text.Length; length += step)
        {
            yield return text[..length];
        }
    }
}
