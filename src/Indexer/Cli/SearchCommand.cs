using System.CommandLine;
using System.Text.Json;
using KB.Indexer.Corpus;
using KB.Indexer.Search;
using KB.Indexer.Search.Queries;

namespace KB.Indexer.Cli;

/// <summary><c>kb search</c>: searches an index.</summary>
internal static class SearchCommand
{
    /// <summary>Characters of a line of <c>--queries</c>: more than any report that is pasted, and little to hold.</summary>
    private const int MaxLine = 1 << 20;

    public static Command Create()
    {
        Option<string> data = DataOption.Create();
        var json = new Option<bool>("--json") { Description = "One JSON object a query, with every report that matches (see --crashes); without it one line a crash." };
        var crashes = new Option<bool>("--crashes") { Description = "With --json too: one hit a crash, the report that matches best named, instead of every report." };
        var top = new Option<int>("--top") { Description = "Hits at the most.", DefaultValueFactory = _ => 20 };
        var queries = new Option<FileInfo?>("--queries") { Description = "A file with one query a line." };
        var query = new Argument<string[]>("QUERY") { Arity = ArgumentArity.ZeroOrMore, Description = Language };
        var command = new Command("search", "Searches the index.") { data, json, crashes, top, queries, query };
        command.SetAction(result => Run(
            result.GetValue(data)!, result.GetValue(queries) is { } file ? Lines(file) : [string.Join(' ', result.GetValue(query)!)],
            result.GetValue(top), result.GetValue(json) || result.GetValue(queries) is not null, result.GetValue(crashes)));
        return command;
    }

    /// <summary>The query language in short; docs/search.md tells the rest.</summary>
    private static string Language { get; } =
        "Words, functions or parts of their names, file:line, \"exact phrases\", kernfs_* and *_dup, -not, or, parentheses, or what you have: "
        + "a stack, a link, a Message-ID, a commit id.\nFields:\n" + string.Join('\n', QueryField.All.Select(field => $"  {field.Example}: {field.Meaning}"));

    // Each line has an answer, so that answers can be told by their place.
    private static IEnumerable<string> Lines(FileInfo file)
    {
        using StreamReader text = file.OpenText();
        foreach ((int number, string? line) in BoundedLines.Read(text, MaxLine).Index())
        {
            if (line is null)
            {
                Console.Error.WriteLine($"kb: {file}:{number + 1}: the query is longer than {MaxLine >> 20} Mi characters and taken as an empty one");
            }

            yield return line ?? "";
        }
    }

    private static int Run(string data, IEnumerable<string> queries, int top, bool json, bool crashes)
    {
        CrashIndex index = CrashIndex.Open(data);
        using var output = new StreamWriter(Console.OpenStandardOutput());
        foreach (string query in queries)
        {
            // Programs get every report unless they ask for crashes, people one line a crash.
            FoundPage found = index.Search(query, 0, top, collapse: crashes || !json);
            if (json)
            {
                output.WriteLine(JsonSerializer.Serialize(found, KbJson.Lines.FoundPage));
                continue;
            }

            output.WriteLine($"{found.Total} for {found.Parsed}");
            foreach (string ignored in found.Ignored)
            {
                Console.Error.WriteLine(ignored);
            }

            if (found.Suggestion is { } suggestion)
            {
                output.WriteLine($"did you mean: {suggestion}");
            }

            foreach (FoundDocument hit in found.Hits)
            {
                output.WriteLine($"{hit.Url}  {hit.Title}");
            }
        }

        return 0;
    }
}
