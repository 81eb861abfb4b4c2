using Markdig.Helpers;
using Markdig.Parsers;

namespace KB.Indexer.Corpus.Articles;

/// <summary>Reads <c>[[crash:id or title]]</c>, <c>[[bisection:…]]</c>, <c>[[article:slug]]</c>, each with <c>|text to show</c> if wanted.</summary>
internal sealed class DoubleBrackets : InlineParser
{
    /// <summary>Longest text between the brackets, in characters: the longest crash titles and a few words.</summary>
    private const int MaxLength = 400;

    private static readonly Dictionary<string, ReferenceKind> Kinds = new(StringComparer.Ordinal)
    {
        ["crash"] = ReferenceKind.Crash, ["bisection"] = ReferenceKind.Bisection, ["article"] = ReferenceKind.Article,
    };

    public DoubleBrackets() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        ReadOnlySpan<char> rest = slice.AsSpan();
        if (!rest.StartsWith("[["))
        {
            return false;
        }

        ReadOnlySpan<char> inside = rest[2..Math.Min(rest.Length, MaxLength)];
        int end = inside.IndexOf("]]");
        int colon = end < 0 ? -1 : inside[..end].IndexOf(':');
        if (colon < 1 || inside[..end].ContainsAny("[\n") || inside[..colon].ContainsAnyExceptInRange('a', 'z'))
        {
            return false;
        }

        string kind = inside[..colon].ToString();
        string body = inside[(colon + 1)..end].ToString();
        string[] parts = body.Split('|', 2);
        processor.Inline = new KernelReference
        {
            Kind = Kinds.GetValueOrDefault(kind, ReferenceKind.Unknown),
            Target = parts[0].Trim(),
            Text = parts[^1].Trim(),
            Span = new Markdig.Syntax.SourceSpan(processor.GetSourcePosition(slice.Start, out int line, out int column), processor.GetSourcePosition(slice.Start + end + 3)),
            Line = line,
            Column = column,
        };
        slice.Start += end + 4;
        return true;
    }
}
