using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>The lines that belong to one report, before anything is read from them.</summary>
internal sealed class ReportDraft(OopsFamily family, string context)
{
    /// <summary>In a log of one crash after the other, lines of the report and those looked at behind it.</summary>
    private const int UsualLines = 640;

    /// <summary>Announces the crash.</summary>
    public OopsFamily Family { get; } = family;

    /// <summary>Who printed the announcement, see <see cref="ConsoleLine.Context"/>.</summary>
    public string Context { get; } = context;

    /// <summary>What the same context printed before it crashed.</summary>
    public List<ConsoleLine> Before { get; } = [];

    /// <summary>The report from its announcement on, the lines of the same context.</summary>
    public List<DraftLine> Lines { get; } = new(UsualLines);

    /// <summary>How many of <see cref="Lines"/> the title is looked for in: with caller ids all, else those before the next crash.</summary>
    public int TitleLines { get; set; }

    /// <summary>How many of <see cref="Lines"/> tell of this crash alone.</summary>
    public int TextLines { get; set; }

    /// <summary>Set when a panic follows, whoever prints it.</summary>
    public bool Panicked { get; set; }

    /// <summary>Set when the text ends in the announcement, and nothing ends that line.</summary>
    public bool IsCutInAnnouncement { get; set; }

    /// <summary>Index of the line at which the search for the next report goes on.</summary>
    public int Next { get; set; }

    /// <summary>The text of the first <paramref name="count"/> lines; frames of which the unwinder was not sure only where asked for.</summary>
    public List<string> Text(int count, bool withUnsure)
    {
        var text = new List<string>(count);
        for (int i = 0; i < count && i < Lines.Count; i++)
        {
            if (!Lines[i].IsSkipped && (withUnsure || !Lines[i].IsUnsure))
            {
                text.Add(Lines[i].Kept);
            }
        }

        return text;
    }
}

/// <summary>One line of a draft.</summary>
/// <param name="Line">The line as printed.</param>
/// <param name="Last">Number of the last line of the source that it was read from, counted from 1.</param>
/// <param name="End">Index, in the window, of the line behind it.</param>
/// <param name="IsUnsure">A frame of which the unwinder was not sure.</param>
/// <param name="IsSkipped">Said again or of no use: not part of the cleaned text.</param>
internal readonly record struct DraftLine(ConsoleLine Line, int Last, int End, bool IsUnsure, bool IsSkipped)
{
    /// <summary>What stands in the cleaned text: without the mark of an unsure frame.</summary>
    public string Kept => IsUnsure ? Line.Kept : Line.Text;
}
