using System.CommandLine;
using System.Text.Json;
using KB.Indexer.Bisections;
using KB.Indexer.Search;

namespace KB.Indexer.Cli;

/// <summary><c>kb bisect</c>: every bisection log found.</summary>
internal static class BisectCommand
{
    /// <summary>Longest file read, in characters; the longest log of five years has 1.4 million.</summary>
    private const int MaxLength = 1 << 25;

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a log." };
        var data = new Option<string?>("--data") { Description = "Data folder with an index: its bisections help to judge." };
        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.OneOrMore, Description = "Files, folders or - for standard input." };
        var command = new Command("bisect", "Prints every bisection log found.") { json, data, paths };
        command.SetAction(result => Run(result.GetValue(paths)!, result.GetValue(json), result.GetValue(data)));
        return command;
    }

    private static int Run(string[] paths, bool json, string? data)
    {
        var found = new List<Bisection>();
        bool isCut = false;
        int exit = Inputs.EachText(paths, (file, reader) =>
        {
            string text = ReadText(reader, out bool cut);
            if (cut)
            {
                Console.Error.WriteLine($"kb: {file}: longer than {MaxLength >> 20} Mi characters; the rest was not read");
                isCut = true;
            }

            if (BisectionParser.Parse(text) is { } bisection)
            {
                found.Add(bisection with { Source = file });
            }
        });

        TitleGraph graph;
        try
        {
            graph = new TitleGraph(data is null ? found : found.Concat(Indexed(CrashIndex.Open(data))));
        }
        catch (IndexException problem)
        {
            Console.Error.WriteLine($"kb: {problem.Message}");
            return Inputs.Unusable;
        }

        using var output = new StreamWriter(Console.OpenStandardOutput());
        foreach (Bisection bisection in found.Select(each => BisectionJudge.Judge(each, graph)))
        {
            output.WriteLine(json ? JsonSerializer.Serialize(bisection, KbJson.Lines.Bisection) : Summary(bisection));
        }

        return isCut ? Inputs.Unusable : exit;
    }

    private static IEnumerable<Bisection> Indexed(CrashIndex index)
    {
        const int Page = 500;
        for (int skip = 0; index.Bisections(new BisectionFilter(), skip, Page) is { Count: > 0 } rows; skip += Page)
        {
            foreach (BisectionRow row in rows)
            {
                if (index.FindBisection(row.Id) is { } bisection)
                {
                    yield return bisection;
                }
            }
        }
    }

    private static string ReadText(TextReader reader, out bool cut)
    {
        var buffer = new char[1 << 16];
        var text = new System.Text.StringBuilder();
        for (int count; text.Length < MaxLength && (count = reader.ReadBlock(buffer)) > 0;)
        {
            text.Append(buffer, 0, count);
        }

        cut = reader.Read() >= 0;
        return text.ToString();
    }

    private static string Summary(Bisection bisection)
    {
        BisectionResult result = bisection.Result;
        string trust = bisection.Trust is { } value ? FormattableString.Invariant($", trust {value:0.00}") : "";
        return $"{bisection.Source}: {bisection.Mode}, {result.Kind} {result.Commit} {result.Title ?? result.Error?.Split('\n')[0]}{trust}";
    }
}
