using System.Text;

namespace KB.Indexer.Reports.Formats;

/// <summary>The rule table as text.</summary>
public static class FormatsPage
{
    /// <summary>One paragraph a row; below them what is named and no crash of the Linux kernel.</summary>
    public static string Plain() =>
        string.Concat(OopsFamilies.Formats.Select(Plain)) + "Named, but no crash of the Linux kernel:\n" + string.Concat(Lookalikes.All.Select(row => $"    {row.What}: {row.Example}\n"));

    /// <summary>The paragraph of a row.</summary>
    public static string Plain(OopsFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var text = new StringBuilder($"{format.Name}\n    title:   {format.Title}\n    example: {format.ExampleTitle}\n    printed by {format.PrintedBy}\n");
        if (format.FormerTitles.Count > 0)
        {
            text.Append($"    once:    {string.Join(", ", format.FormerTitles)}\n");
        }

        foreach (string line in format.Example.Split('\n'))
        {
            text.Append("    | ").Append(line).Append('\n');
        }

        return text.Append('\n').ToString();
    }

    /// <summary>A Markdown table: one row a format, under a heading for each trigger; below them what is named and no crash of the Linux kernel.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder();
        foreach ((OopsFamily family, IReadOnlyList<OopsFormat> rows) in Groups())
        {
            text.Append($"### `{family.Trigger.Trim()}`\n\n| format | announced by | title | printed by |\n| --- | --- | --- | --- |\n");
            foreach (OopsFormat format in rows)
            {
                text.Append($"| {format.Name} | `{Cell(Announcement(format))}` | {Cell(format.Title)} | {format.PrintedBy} |\n");
            }

            text.Append('\n');
        }

        text.Append("### Named, but no crash of the Linux kernel\n\n| what it is | its line | printed by |\n| --- | --- | --- |\n");
        foreach (Lookalike row in Lookalikes.All)
        {
            text.Append($"| {row.What} | `{Cell(row.Example)}` | {row.PrintedBy} |\n");
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Each trigger that has rows of its own, with these: a format stands under the first trigger that can announce it.</summary>
    public static IEnumerable<(OopsFamily Family, IReadOnlyList<OopsFormat> Rows)> Groups()
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (OopsFamily family in OopsFamilies.All)
        {
            OopsFormat[] rows = [.. family.Formats.Where(format => Announcement(format).Contains(family.Trigger, StringComparison.Ordinal) && shown.Add(format.Name))];
            if (rows.Length > 0)
            {
                yield return (family, rows);
            }
        }
    }

    /// <summary>The line of its example by which a format is recognised.</summary>
    public static string Announcement(OopsFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return Array.Find(format.Example.Split('\n'), format.Opening.IsMatch) ?? "";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
