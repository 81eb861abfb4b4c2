using System.Text.RegularExpressions;
using KB.Indexer.Reports;
using KB.Indexer.Trackers;

namespace KB.Indexer.Duplicates.Features;

/// <summary>Reads the features from one report.</summary>
internal sealed partial class FeatureReader(CrashReport report, string? recordTitle)
{
    /// <summary>Deeper frames say how the kernel was entered, not what failed.</summary>
    private const int MaxMainFrames = 40;

    /// <summary>Frames of an allocation, a free, another processor.</summary>
    private const int MaxOtherFrames = 20;

    /// <summary>Stacks beyond these are dumps of every task.</summary>
    private const int MaxStacks = 10;

    /// <summary>A text that names more bugs of trackers is a list, and says of none that it is this crash.</summary>
    private const int MaxBugs = 4;

    private readonly Dictionary<uint, string> names = [];

    public CrashFeatures Read(DateOnly? day)
    {
        List<StackFrame> main = MainFrames();
        FeatureStack[] stacks = [.. Stacks(main)];
        string title = recordTitle ?? report.Title;
        HashSet<string> misnamed = [.. report.Stacks.SelectMany(stack => stack.Frames.Where((frame, i) => IsMisnamed(frame, IsPlace(stack, i)))).Select(frame => frame.Function)];
        misnamed.ExceptWith(main.Select(frame => frame.Function));
        StackFrame? culprit = main.FirstOrDefault(frame => !Machinery.IsHelper(frame.Function)) ?? main.FirstOrDefault();
        StackFrame? body = culprit is null ? null : main.SkipWhile(frame => frame != culprit).FirstOrDefault(frame => frame.Offset is not null && frame.Size is not null);
        string? guiltyFile = FilePath(report.GuiltyFile);
        return new CrashFeatures
        {
            Day = day?.DayNumber,
            RecordTitle = Name(Space.Value, recordTitle is null ? null : TitleKey(recordTitle)),
            Title = Name(Space.Value, TitleKey(report.Title)),
            Class = CrashClass.Of(title) is var known && known != 0 ? known : CrashClass.Of(report.Title + " " + report.Type.Replace('-', ' ')),
            Corrupted = report.Corrupted,
            Access = report.Access?.Kind switch { "Read" or "read" => 1, "Write" or "write" => 2, _ => 0 },
            AccessSize = (ushort)Math.Clamp(report.Access?.Size ?? 0, 0, ushort.MaxValue),
            Version = VersionOf(report.Kernel.Release),
            Build = Name(Space.Value, report.Kernel.Release is { } release ? $"{release} {report.Kernel.Build}" : null),
            Arch = Name(Space.Value, report.Kernel.Arch),
            Comm = Name(Space.Value, report.Task?.Comm is { } comm ? Digits().Replace(comm, "") : null),
            Cache = Name(Space.Value, report.Cache is { } cache ? "cache " + cache : null),
            Culprit = Name(Space.Guilty, culprit?.Function),
            Body = Name(Space.Value, body is null ? null : $"{body.Function} {body.Size}"),
            Place = Name(Space.Value, body is null ? null : $"{body.Function} {body.Offset} of {body.Size}"),
            InModule = Name(Space.Guilty, main.FirstOrDefault(frame => frame.Module is not null && !Machinery.IsHelper(frame.Function))?.Function),
            GuiltyFile = Name(Space.File, guiltyFile),
            GuiltyFolder = Name(Space.Folder, Folder(guiltyFile)),
            Entry = Name(Space.Function, main.Count > 2 ? main[^1].Function : null),
            Guilty = Names(Space.Guilty, new[] { Telling(report.Frame), Blamed(report.Title), Blamed(recordTitle) }.Where(name => name is not null && !misnamed.Contains(name))),
            OtherTitles = Names(Space.Value, report.AltTitles.Append(report.Title).Select(TitleKey)),
            TitleWords = Names(Space.TitleWord, WordsOf(report.Title).Concat(WordsOf(recordTitle ?? ""))),
            Words = Names(Space.Word, MessageWords.Of(report.Text)),
            Locks = Names(Space.Lock, report.Locks.Select(name => Digits().Replace(name, ""))),
            Trackers = Names(Space.Value, Bugs()),
            Stacks = stacks,
            Names = names,
        }.WithFingerprint();
    }

    private string[] Bugs()
    {
        string[] bugs = [.. report.Trackers.Where(bug => BugTrackers.OfOneBug.Contains(bug.Tracker)).Select(bug => $"{bug.Tracker} {bug.Id}").Distinct().Take(MaxBugs + 1)];
        return bugs.Length > MaxBugs ? [] : bugs;
    }

    /// <summary>The crash place and the call trace as one stack: the trace often starts above the place, and sometimes repeats it.</summary>
    private List<StackFrame> MainFrames()
    {
        List<StackFrame> crash = Useful(report.Stacks.FirstOrDefault(stack => stack.Kind == StackKind.Crash));
        List<StackFrame> trace = Useful(report.Stacks.FirstOrDefault(stack => stack.Kind == StackKind.CallTrace));
        var inTrace = trace.Select(frame => frame.Function).ToHashSet();
        crash.RemoveAll(frame => inTrace.Contains(frame.Function));
        List<StackFrame> frames = [.. crash, .. trace];
        if (frames.Count == 0 && report.Stacks.Count > 0)
        {
            frames = Useful(report.Stacks[0]);
        }

        if (frames.Count == 0 && report.Frame is { Length: > 0 } only)
        {
            frames = [new StackFrame { Function = only, Symbol = only }];
        }

        return frames.Count > MaxMainFrames ? frames[..MaxMainFrames] : frames;
    }

    private IEnumerable<FeatureStack> Stacks(List<StackFrame> main)
    {
        if (main.Count > 0)
        {
            yield return new FeatureStack(StackRole.Crash, Frames(main));
        }

        bool first = true;
        foreach (CallStack stack in report.Stacks.Where(stack => stack.Kind is not (StackKind.Crash or StackKind.Held)).Take(MaxStacks))
        {
            if (first && stack.Kind == StackKind.CallTrace)
            {
                first = false;
                continue;
            }

            List<StackFrame> frames = Useful(stack);
            if (frames.Count > 0)
            {
                yield return new FeatureStack(Role(stack.Kind), Frames(frames.Count > MaxOtherFrames ? frames[..MaxOtherFrames] : frames));
            }
        }
    }

    private static StackRole Role(string kind) => kind switch
    {
        StackKind.Allocated => StackRole.Allocated,
        StackKind.Freed or StackKind.Related => StackRole.Freed,
        StackKind.Origin => StackRole.Origin,
        StackKind.Lock => StackRole.Lock,
        _ => StackRole.Other,
    };

    /// <summary>Frames without machinery; those marked <c>?</c> only where there are no others.</summary>
    private static List<StackFrame> Useful(CallStack? stack)
    {
        if (stack is null)
        {
            return [];
        }

        StackFrame[] named = [.. stack.Frames.Select((frame, i) => IsMisnamed(frame, IsPlace(stack, i)) ? Renamed(frame) : frame).Where(Tells)];
        List<StackFrame> sure = [.. named.Where(frame => frame.Reliable)];
        return sure.Count > 0 ? sure : [.. named];
    }

    private static bool IsPlace(CallStack stack, int frame) => frame == 0 && stack.Kind == StackKind.Crash;

    /// <summary>
    /// The kernel names the nearest symbol below an address (kernel/kallsyms.c). Beyond the end of that symbol lies other code; and the
    /// return address of a call that never returns, where it is the last of its function, is the start of the next.
    /// </summary>
    private static bool IsMisnamed(StackFrame frame, bool isPlace) => frame is { Offset: { } offset, Size: { } size } && (offset > size || (offset == 0 && !isPlace));

    /// <summary>What such a frame is called here: the same in every kernel of the same layout, and no function's name.</summary>
    private static StackFrame Renamed(StackFrame frame) => frame with { Function = $"what lies {(frame.Offset == 0 ? "before" : "beyond")} {frame.Function}", File = null, Line = null, Offset = null, Size = null };

    private static bool Tells(StackFrame frame) =>
        frame.Function.Length > 1 && !Machinery.IsNoise(frame.Function) && !frame.Function.StartsWith("0x", StringComparison.Ordinal);

    private FeatureFrame[] Frames(List<StackFrame> frames) => [.. frames.Select(Frame)];

    private FeatureFrame Frame(StackFrame frame)
    {
        string? file = FilePath(frame.File);
        return new FeatureFrame(
            Name(Space.Function, frame.Function),
            Name(Space.File, file),
            Name(Space.Folder, Folder(file)),
            Name(Space.Line, file is not null && frame.Line is { } line ? $"{file}:{line}" : null),
            Machinery.IsHelper(frame.Function));
    }

    /// <summary>A path in the tree: what stands before <c>../</c> or the build's own folder is removed; null for headers of everybody.</summary>
    private static string? FilePath(string? file)
    {
        if (string.IsNullOrEmpty(file))
        {
            return null;
        }

        int up = file.LastIndexOf("../", StringComparison.Ordinal);
        return up >= 0 ? file[(up + 3)..] : file.TrimStart('.', '/');
    }

    private static string? Folder(string? file)
    {
        if (file is null || file.StartsWith("include/", StringComparison.Ordinal) || file.LastIndexOf('/') is var end && end <= 0)
        {
            return null;
        }

        int first = file.IndexOf('/');
        int second = file.IndexOf('/', first + 1);
        return second < 0 ? file[..end] : file[..second];
    }

    /// <summary>Major and minor of a release; 0 for none.</summary>
    private static ushort VersionOf(string? release)
    {
        Match match = ReleaseStart().Match(release ?? "");
        return match.Success && byte.TryParse(match.Groups[1].ValueSpan, out byte major) && byte.TryParse(match.Groups[2].ValueSpan, out byte minor)
            ? (ushort)((major * 256) + minor)
            : (ushort)0;
    }

    private static string TitleKey(string title) => Numbered().Replace(title, "").Trim();

    /// <summary>The function that a title ends in: what follows the last <c> in </c>.</summary>
    private static string? Blamed(string? title)
    {
        string key = TitleKey(title ?? "");
        int at = key.LastIndexOf(" in ", StringComparison.Ordinal);
        string name = at < 0 ? "" : key[(at + 4)..];
        return name.Length > 1 && !name.Contains(' ') && name != "corrupted" ? Telling(name) : null;
    }

    /// <summary>The function, unless it is of everybody.</summary>
    private static string? Telling(string? function) => function is null || Machinery.IsHelper(function) || Machinery.IsNoise(function) ? null : function;

    private static IEnumerable<string> WordsOf(string title) =>
        TitleKey(title).ToLowerInvariant().Split([' ', ':', '_', '-', '(', ')', '/', ',', '.', '\''], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 1);

    private uint[] Names(Space space, IEnumerable<string?> texts) =>
        [.. texts.Select(text => Name(space, text)).Where(term => term != 0).Distinct()];

    private uint Name(Space space, string? text)
    {
        uint term = Term.Of(space, text);
        if (term != 0)
        {
            names[term] = text!;
        }

        return term;
    }

    [GeneratedRegex(@"^(\d+)\.(\d+)")]
    private static partial Regex ReleaseStart();

    [GeneratedRegex(@" \(\d+\)$")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"[\d/#:.-]+")]
    private static partial Regex Digits();
}
