using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KB.Indexer.Corpus.Articles;

/// <summary>A value of the front matter and the line of the file it stands on, from 1.</summary>
internal sealed record FrontMatterValue(string Text, int Line);

/// <summary>One key of the front matter with its values: one for <c>key: value</c>, any number for a list.</summary>
internal sealed record FrontMatterEntry(string Key, int Line, IReadOnlyList<FrontMatterValue> Values);

/// <summary>Reads the YAML between two lines <c>---</c> at the head of a Markdown file: keys with a text or a list of texts, nothing deeper.</summary>
internal static class FrontMatter
{
    private const string Fence = "---";

    /// <summary>Splits a file into front matter and text.</summary>
    /// <returns>The YAML (null when there is none or it does not end), the text below it and the line on which that begins.</returns>
    public static (string? Yaml, string Body, int BodyLine) Split(string text)
    {
        string[] lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        int end = lines[0].TrimEnd() == Fence ? Array.FindIndex(lines, 1, line => line.TrimEnd() == Fence) : -1;
        return end < 0 ? (null, string.Join('\n', lines), 1) : (string.Join('\n', lines[1..end]), string.Join('\n', lines[(end + 1)..]), end + 2);
    }

    /// <summary>Reads the YAML, which begins on line 2 of its file; what is not of the form is a fault, and what was read before it is kept.</summary>
    public static IReadOnlyList<FrontMatterEntry> Read(string yaml, Action<int, string> fault)
    {
        var entries = new List<FrontMatterEntry>();
        // The event stream, not the object model: it neither recurses over nested text nor expands aliases.
        var parser = new Parser(new StringReader(yaml));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                return entries;
            }

            parser.Consume<DocumentStart>();
            parser.Consume<MappingStart>();
            while (!parser.Accept<MappingEnd>(out _))
            {
                Scalar key = parser.Consume<Scalar>();
                entries.Add(new FrontMatterEntry(key.Value, LineOf(key), Values(parser)));
            }
        }
        catch (YamlException e)
        {
            string what = e.InnerException?.Message ?? e.Message;
            fault((int)Math.Min(e.Start.Line, int.MaxValue / 2) + 1, $"the front matter is not of the form `key: text` or `key: [text, …]`: {what}");
        }

        return entries;
    }

    private static List<FrontMatterValue> Values(Parser parser)
    {
        var values = new List<FrontMatterValue>();
        if (!parser.TryConsume<SequenceStart>(out _))
        {
            Add(values, parser.Consume<Scalar>());
            return values;
        }

        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            Add(values, parser.Consume<Scalar>());
        }

        return values;
    }

    private static void Add(List<FrontMatterValue> values, Scalar scalar)
    {
        if (scalar.Value.Trim() is { Length: > 0 } text)
        {
            values.Add(new FrontMatterValue(text, LineOf(scalar)));
        }
    }

    // YAML counts from 1; the fence is the line before.
    private static int LineOf(Scalar scalar) => (int)scalar.Start.Line + 1;
}
