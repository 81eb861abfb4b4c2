using System.Text.RegularExpressions;

namespace KB.Indexer.Reports.Formats;

/// <summary>The formats that share the literal by which a crash is noticed.</summary>
/// <param name="Trigger">The literal (ordinal, case kept).</param>
/// <param name="Formats">The formats tried on a report that starts with it, earlier rows before later ones.</param>
public sealed record OopsFamily(string Trigger, IReadOnlyList<OopsFormat> Formats)
{
    /// <summary>Lines that contain the literal and are no crash.</summary>
    public IReadOnlyList<Regex> Ignored { get; init; } = [];

    /// <summary>True when the literal tells of a crash only where a kernel ran before.</summary>
    public bool NeedsRunningKernel { get; init; }

    /// <summary>A line that must follow soon: the same words are said of user programs. Null where nothing must.</summary>
    public Regex? FollowedBy { get; init; }

    /// <summary>True for complaints after which the kernel goes on: such a report counts only in a text without any other.</summary>
    public bool CountsAlone { get; init; }

    /// <summary>True for a literal that also stands inside reports, so that an announcement of unknown form may be what is left of one.</summary>
    public bool UnknownIsDoubtful { get; init; }

    /// <summary>True when the line announces a crash of this family.</summary>
    public bool IsStart(string line)
    {
        if (!line.Contains(Trigger, StringComparison.Ordinal))
        {
            return false;
        }

        foreach (Regex ignored in Ignored)
        {
            if (ignored.IsMatch(line))
            {
                return false;
            }
        }

        return true;
    }
}
