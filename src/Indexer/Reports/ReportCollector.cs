using System.Text.RegularExpressions;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>Takes the lines of one report out of a log in which others print as well.</summary>
internal static partial class ReportCollector
{
    /// <summary>Lines of a report at most: lockdep and NMI backtraces of many CPUs stay below.</summary>
    private const int LongestReport = 4000;

    /// <summary>Lines looked at behind the announcement of another crash, which often is the same one and names the file that this one does not.</summary>
    private const int LinesAfter = 500;

    /// <summary>Lines of others after which a report whose own lines stopped is over.</summary>
    private const int LongestPause = 400;

    /// <summary>How the first line of a kernel begins: no report goes on over a boot.</summary>
    private const string BootBanner = "Linux version ";

    /// <summary>Lines kept from before the crash, when it is not known that the crashing task printed them.</summary>
    private const int LinesBefore = 5;

    /// <summary>Lines kept from before the crash, when the caller id says that the crashing task printed them.</summary>
    private const int CallerLinesBefore = 50;

    /// <summary>A panic so far into the report repeats the stack that was printed already.</summary>
    private const int LinesBeforePanic = 20;

    /// <summary>The message of a WARN stands so close above it: a line that marks the place to cut at may be in between.</summary>
    private const int LinesOfMessage = 3;

    /// <summary>So many frames are the stack of the crash itself.</summary>
    private const int FramesBeforePanic = 3;

    /// <summary>What the kernel says of a crash after it announced it in other words.</summary>
    private const string SameCrash = "invalid opcode: 0000|Kernel panic - not syncing|unregister_netdevice: waiting for|PANIC: double fault|Internal error:|cannot create duplicate filename|kernel BUG at (?:rust/|arch/x86/kernel/(?:cet|traps)\\.c)|kernel stack overflow \\(|\\bOops\\b|unreferenced object 0x|Unhandled fault: alignment exception|^in_atomic\\(\\): |needs lockdep annotation|^INFO: (?:(?:Allocat|Fre)ed in |0x)";

    /// <summary>The same of lines that count the oopses.</summary>
    private const string SameOops = "Kernel BUG(?:: [0-9a-f]{4})? \\[#| ilc:\\d \\[#|[a-z!]\\[#\\d+\\]:$|(?:double fault|stack guard page|Bad pagetable|illegal operation): [0-9a-f]{4} \\[#|^\\S{1,16}\\(\\d+\\): .* \\[#\\d+\\]$";

    /// <summary>The report announced at this line, where no line before <paramref name="floor"/> belongs to it.</summary>
    public static ReportDraft Collect(LineWindow window, int start, OopsFamily family, int floor)
    {
        ConsoleLine first = window.Line(start)!;
        var draft = new ReportDraft(family, first.Context);
        AddBefore(draft, window, start, floor);
        AddLines(draft, window, start);
        return draft;
    }

    private static void AddBefore(ReportDraft draft, LineWindow window, int start, int floor)
    {
        int wanted = draft.Context.StartsWith('T') ? CallerLinesBefore : LinesBefore;
        for (int i = start - 1; i >= Math.Max(window.First, floor) && draft.Before.Count < wanted; i--)
        {
            ConsoleLine line = window.Line(i)!;
            if (line.Context == draft.Context && line.Text.Length > 0 && !line.IsUnsure)
            {
                draft.Before.Add(line);
            }
        }

        draft.Before.Reverse();
    }

    private static void AddLines(ReportDraft draft, LineWindow window, int start)
    {
        int next = -1, pause = 0, index = start, printed = 0, frames = 0, titleLines = -1, textLines = -1, last = int.MaxValue;
        bool hasCaller = ConsoleLine.IsCaller(draft.Context), isMachine = ConsoleLine.IsMachine(draft.Context), allCpus = false, rest = false, isInlineChain = false;
        // In the report of a crash, what counts alone is noise.
        bool? endsAtAll = null;
        bool EndsAtAll() => endsAtAll ??= window.Family(start) is { CountsAlone: true } || BareReports.MayBe(draft.Family, window.Line(start)!.Text);
        var mender = new LineMender(window, start);
        int taken;
        for (; index < last && mender.Read(index, out taken) is { } line && draft.Lines.Count < LongestReport && pause < LongestPause; index += taken)
        {
            if (index > start && line.Text.StartsWith(BootBanner, StringComparison.Ordinal))
            {
                next = next < 0 ? index : next;
                break;
            }

            bool announces = index > start && !isInlineChain && window.Family(index) is { } family && (!family.CountsAlone || EndsAtAll());
            bool isElsewhere = isMachine && line.Context != draft.Context;
            if (titleLines < 0 && !hasCaller && !isElsewhere && ((announces && !TitleGoesOn().IsMatch(line.Text)) || (index > start && OtherStack().IsMatch(line.Text))))
            {
                titleLines = draft.Lines.Count;
            }

            if (announces && !IsFollowUp(draft, line))
            {
                next = next < 0 ? index : next;
                textLines = textLines < 0 && (line.Context == draft.Context || !(hasCaller || isElsewhere)) ? draft.Lines.Count : textLines;
                last = Math.Min(last, index + LinesAfter);
            }

            isInlineChain = (index == start || isInlineChain) && line.Text.Contains("[inline]", StringComparison.Ordinal);
            bool isOwn = line.Context == draft.Context || (allCpus && line.Context.StartsWith('C'));
            if (!isOwn)
            {
                pause++;
                continue;
            }

            pause = 0;
            allCpus |= line.Text.Contains("Sending NMI from CPU", StringComparison.Ordinal);
            rest |= printed >= LinesBeforePanic && frames >= FramesBeforePanic && line.Text.Contains("Kernel panic - not syncing", StringComparison.Ordinal);
            bool isUnsure = line.IsUnsure && index > start;
            bool isSkipped = rest || line.Text.Contains("Disabling lock debugging due to kernel taint", StringComparison.Ordinal);
            printed += isUnsure ? 0 : 1;
            frames += frames < FramesBeforePanic && !isUnsure && FrameLines.Match(line.Text) is not null ? 1 : 0;
            draft.Lines.Add(new DraftLine(line, window.Number(index + taken - 1), index + taken, isUnsure, isSkipped));
        }

        draft.TitleLines = titleLines < 0 ? draft.Lines.Count : titleLines;
        draft.TextLines = textLines < 0 ? draft.Lines.Count : textLines;
        draft.Next = next < 0 ? index : next;
        draft.IsCutInAnnouncement = draft.Lines is [{ End: var end }] && window.IsOpen(end - 1);
        draft.Panicked = window.PanicBetween(start, index + LongestReport);
    }

    /// <summary>True when the kernel says this after the announcement of another crash, and means the same one.</summary>
    private static bool IsFollowUp(ReportDraft draft, ConsoleLine line) =>
        FollowUp().IsMatch(line.Text)
        || (line.Text.Contains("[#", StringComparison.Ordinal) && FollowUpOops().IsMatch(line.Text))
        || (line.Context == draft.Context && draft.Lines.Count <= LinesOfMessage && IsPlace().IsMatch(line.Text) && IsMessage().IsMatch(draft.Lines[0].Line.Text))
        || (line.Context == draft.Context && line.HasCaller && HungTask().IsMatch(line.Text) && HungTask().IsMatch(draft.Lines[0].Line.Text));

    [GeneratedRegex("INFO: task .* blocked (?:in I/O wait )?for more than")]
    private static partial Regex HungTask();

    // WARN and BUG_ON_DATA_CORRUPTION print their message first, and it announces the crash better than they do.
    [GeneratedRegex("BUG: Dentry |VFS: Busy inodes after unmount|VFS: Close: file count is |^CFI failure at ")]
    private static partial Regex IsMessage();

    [GeneratedRegex("^WARNING: (?:CPU: \\d+ PID: \\d+ |\\S+:\\d+ )at |^kernel BUG at ")]
    private static partial Regex IsPlace();

    // Messages that are no crash and print a stack of their own.
    [GeneratedRegex("vmalloc: allocation failure:|vmalloc error: size |FAULT_INJECTION: forcing a failure|FAULT_FLAG_ALLOW_RETRY missing")]
    private static partial Regex OtherStack();

    [GeneratedRegex(SameCrash)]
    private static partial Regex FollowUp();

    [GeneratedRegex(SameOops)]
    private static partial Regex FollowUpOops();

    [GeneratedRegex(SameCrash + "|" + SameOops + "|(?:Kernel Fault|Unexpected interruption|Machine Check \\(HPMC\\)): Code=")]
    private static partial Regex TitleGoesOn();
}
