namespace KB.Indexer.Tests.Corpus;

/// <summary>One row of inputs.tsv: what a reader found in one file of the evaluation inputs.</summary>
/// <param name="File">Name in the archive.</param>
/// <param name="Crashes">How many: 0, a number, or <c>many</c>.</param>
/// <param name="Function">What a maintainer's title would blame; empty when nothing can be.</param>
/// <param name="Release">What <c>uname -r</c> prints; empty when the text does not say.</param>
/// <param name="Arch">Architecture; empty when the text does not show it.</param>
/// <param name="Trackers"><c>tracker:id</c>, as far as the reader looked for them.</param>
/// <param name="Commands"><c>dup: title</c>, of people only.</param>
/// <param name="Also">Other answers that are right too, by column; the empty text for none.</param>
public sealed record InputLabels(
    string File, string Crashes, string Function, string Release, string Arch, IReadOnlyList<string> Trackers, IReadOnlyList<string> Commands, ILookup<string, string> Also)
{
    private const string Marker = "[also acceptable: ";

    /// <summary>Every row.</summary>
    public static IReadOnlyList<InputLabels> All { get; } =
        [.. System.IO.File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpus", "inputs.tsv")).Skip(1).Select(line => Read(line.Split('\t')))];

    /// <summary>True when an answer is the label's or one that is right too.</summary>
    public bool Fits(string column, string want, string? answer) => want == (answer ?? "") || Also[column].Contains(answer ?? "");

    private static InputLabels Read(string[] cells) =>
        new(cells[0], cells[1], cells[4], cells[5], cells[6], cells[7].Split(' ', StringSplitOptions.RemoveEmptyEntries), cells[8].Split(" | ", StringSplitOptions.RemoveEmptyEntries), Alternatives(cells[9]));

    private static ILookup<string, string> Alternatives(string note)
    {
        int start = note.IndexOf(Marker, StringComparison.Ordinal);
        string list = start < 0 ? "" : note[(start + Marker.Length)..].TrimEnd(']');
        return list.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('='))
            .SelectMany(part => part[1].Split(','), (part, value) => (Column: part[0], Value: value == "-" ? "" : value))
            .ToLookup(part => part.Column, part => part.Value);
    }
}
