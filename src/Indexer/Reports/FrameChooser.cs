using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>Picks the guilty frame among the candidates of a stack.</summary>
internal static class FrameChooser
{
    /// <summary>The frame to blame; null when none of them can be.</summary>
    public static FrameNames? Choose(FrameChoice choice, List<string> frames) => choice switch
    {
        _ when frames.Count == 0 => null,
        FrameChoice.Stall => StallFrames.Choose(frames),
        FrameChoice.Hang => HangFrames.Choose(frames),
        _ => Spellings.Of(frames[0]),
    };
}
