using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Articles;

/// <summary>One entry of <c>crashes:</c> in the front matter: which crashes an article is about.</summary>
/// <param name="Kind"><c>id</c> of a crash or one of its reports, <c>title</c> (may end in <c> *</c> for any rest), <c>fn</c> (a function of any stack) or <c>file</c> (file, folder ending in <c>/</c>, or file:line).</param>
/// <param name="Value">What to compare, as written.</param>
public sealed partial record CrashBinding(string Kind, string Value)
{
    /// <summary>
    /// The form in which bindings and crashes meet: an article is about a crash when one of its bindings' keys is among the
    /// keys of the crash (<see cref="CrashKeys"/>). Titles are compared without regard to case.
    /// </summary>
    public string Key => KeyOf(Kind, Value);

    /// <summary>End of a title that stands for all titles that begin so.</summary>
    public const string AnyRest = " *";

    /// <summary>The query that finds these crashes.</summary>
    public string Query => Kind switch
    {
        "fn" or "file" => $"{Kind}:{Value}",
        "title" => $"title:\"{(Value.EndsWith(AnyRest, StringComparison.Ordinal) ? Value[..^AnyRest.Length] : Value)}\"",
        _ => Value,
    };

    /// <summary>The key of a kind and value.</summary>
    public static string KeyOf(string kind, string value) => $"{kind}:{(kind == "title" ? value.ToLowerInvariant() : value)}";

    /// <summary>Reads an entry; null when it can be none: text without blanks is an id and must look like one, titles have blanks.</summary>
    public static CrashBinding? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string value = text.Trim();
        foreach ((string kind, Regex form) in Prefixed)
        {
            if (value.StartsWith(kind + ":", StringComparison.Ordinal))
            {
                string rest = value[(kind.Length + 1)..];
                return form.IsMatch(rest) ? new CrashBinding(kind, rest) : null;
            }
        }

        return value.Contains(' ', StringComparison.Ordinal) ? new CrashBinding("title", value)
            : IdForm.IsMatch(value) ? new CrashBinding("id", value) : null;
    }

    private static readonly (string Kind, Regex Form)[] Prefixed = [("fn", FunctionForm), ("file", FileForm)];

    /// <summary>Ids of ours are 16 hex digits; imports bring longer ones with other characters, but none that is hex and shorter.</summary>
    [GeneratedRegex(@"\A(?:[0-9a-f]{16}|[0-9a-f]{40}|(?=.*[^0-9a-f])[\w.@+-]{2,200})\z")]
    private static partial Regex IdForm { get; }

    [GeneratedRegex(@"\A[A-Za-z_][\w.]{0,199}\z")]
    private static partial Regex FunctionForm { get; }

    [GeneratedRegex(@"\A[\w.+-]+(?:/[\w.+-]+)*(?:/|:[1-9][0-9]{0,6})?\z")]
    private static partial Regex FileForm { get; }
}
