using System.Collections.Concurrent;
using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

/// <summary>The cases of syzkaller's parser: a head of expectations, an empty line, the console log.</summary>
public class EvaluationTests
{
    private const double Least = 0.99;

    /// <summary>Each case is tried in one of so many wrappings, another one each time.</summary>
    private const int Share = 4;

    /// <summary>Share of the cases that may get another title in a wrapping, without a doubt.</summary>
    private const double MostChanged = 0.03;

    /// <summary>Share of the cuts that may give another title without a doubt.</summary>
    private const double MostCutChanged = 0.002;

    [EvaluationFact]
    public void Titles_types_and_doubts_are_what_the_cases_say()
    {
        string[] files = Directory.GetFiles(Path.Combine(EvaluationFactAttribute.Folder, "syzkaller", "report"));
        var wrong = new List<string>();
        foreach (string file in files)
        {
            (ILookup<string, string> head, string log) = Case(File.ReadAllText(file));
            CrashReport? report = ReportParser.Parse(log);
            bool isRight = head["TITLE"].FirstOrDefault() == report?.Title && (report is null ||
                (head["ALT"].Order(StringComparer.Ordinal).SequenceEqual(report.AltTitles.Order(StringComparer.Ordinal))
                && (head["TYPE"].FirstOrDefault() ?? "") == report.Type
                && head["CORRUPTED"].Contains("Y") == report.Corrupted
                && head["PANICKED"].Contains("Y") == report.Panicked));
            if (!isRight)
            {
                wrong.Add(Path.GetFileName(file));
            }
        }

        Assert.NotEmpty(files);
        Assert.True(wrong.Count <= files.Length * (1 - Least), string.Join(' ', wrong));
    }

    [EvaluationFact]
    public void Every_case_quoted_or_with_other_line_ends_has_its_title_and_cut_anywhere_its_title_or_a_doubt()
    {
        int cuts = 0;
        var changed = new ConcurrentBag<string>();
        Parallel.ForEach(Directory.GetFiles(Path.Combine(EvaluationFactAttribute.Folder, "syzkaller", "report")), file =>
        {
            (_, string log) = Case(File.ReadAllText(file));
            CrashReport? whole = ReportParser.Parse(log);
            Assert.Equal(whole?.Title, ReportParser.Parse(string.Join('\n', log.Split('\n').Select(line => "> " + line)))?.Title);
            Assert.Equal(whole?.Title, ReportParser.Parse(log.Replace("\n", "\r\n", StringComparison.Ordinal))?.Title);
            for (int length = 0; length < log.Length; length += (log.Length / 20) + 1)
            {
                Interlocked.Increment(ref cuts);
                if (ReportParser.Parse(log[..length]) is { Corrupted: false } cut && cut.Title != whole?.Title && whole is not { Corrupted: true })
                {
                    changed.Add($"{Path.GetFileName(file)} after {length}: {cut.Title}");
                }
            }
        });
        Assert.True(cuts > 0 && changed.Count <= cuts * MostCutChanged, $"{cuts} cuts\n{string.Join('\n', changed.Order(StringComparer.Ordinal))}");
    }

    [EvaluationFact]
    public void Every_case_has_its_title_or_a_doubt_in_every_wrapping()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(EvaluationFactAttribute.Folder, "syzkaller", "report")).Order(StringComparer.Ordinal)];
        (string Name, Func<string, string> Wrap)[] wrappings = [.. Wrappings.All.Select(each => (each.Key, each.Value))];
        var all = new ConcurrentDictionary<string, int>();
        var changed = new ConcurrentBag<(string Wrapping, string File)>();
        Parallel.For(0, files.Length, i =>
        {
            (_, string log) = Case(File.ReadAllText(files[i]));
            string? title = ReportParser.Parse(log)?.Title;
            for (int j = i % Share; j < wrappings.Length; j += Share)
            {
                CrashReport? report = ReportParser.Parse(wrappings[j].Wrap(log));
                all.AddOrUpdate(wrappings[j].Name, 1, (_, count) => count + 1);
                if (report?.Title != title && report is { Corrupted: false })
                {
                    changed.Add((wrappings[j].Name, Path.GetFileName(files[i])));
                }
            }
        });

        foreach (IGrouping<string, (string Wrapping, string File)> each in changed.GroupBy(one => one.Wrapping))
        {
            Assert.True(each.Count() <= all[each.Key] * MostChanged, $"{each.Key}: {string.Join(' ', each.Select(one => one.File))}");
        }
    }

    private static (ILookup<string, string> Head, string Log) Case(string text)
    {
        string[] lines = text.Replace("\r", "", StringComparison.Ordinal).Split('\n');
        int empty = Array.IndexOf(lines, "");
        ILookup<string, string> head = lines[..empty].Where(line => line.Contains(": ", StringComparison.Ordinal) && line[0] != '#')
            .ToLookup(line => line[..line.IndexOf(": ", StringComparison.Ordinal)], line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        int end = Array.FindIndex(lines, empty + 1, line => line == "REPORT:");
        return (head, string.Join('\n', lines[(empty + 1)..(end < 0 ? lines.Length : end)]));
    }
}
