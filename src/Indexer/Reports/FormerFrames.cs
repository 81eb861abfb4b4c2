using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>The frames that older rules blamed, for names under which crashes were filed then.</summary>
internal static class FormerFrames
{
    /// <summary>At most two frames of a stack, older rules first.</summary>
    /// <param name="choice">How the guilty frame is chosen today.</param>
    /// <param name="frames">All frames of the stack, innermost first.</param>
    /// <param name="never">Functions that were never guilty of this crash; null when there are none of its own.</param>
    public static IReadOnlyList<string> Of(FrameChoice choice, List<string> frames, FunctionSet? never) => choice switch
    {
        // The instruction pointer was left out, and the top of the trace behind it was blamed.
        FrameChoice.Stall => [.. frames.Where(frame => never?.Contains(frame) != true).Skip(1).Where(IsCode).Take(1)],
        FrameChoice.Hang => [.. frames.Where(frame => HangFrames.IsNoWait(frame) && IsCode(frame)).Take(1)],
        _ => [.. NeverGuilty.Former.Select(list => frames.Find(frame => !list.Contains(frame) && never?.Contains(frame) != true)).OfType<string>().Distinct()],
    };

    /// <summary>False for what detects and reports crashes, which no rule ever blamed.</summary>
    private static bool IsCode(string frame) => !NeverGuilty.Former[0].Contains(frame);
}
