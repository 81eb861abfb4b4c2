using System.Buffers;
using System.Text.RegularExpressions;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Reports;

/// <summary>Reads every stack of a report and says what each one tells of.</summary>
internal sealed partial class StackReader
{
    /// <summary>Heads of stacks, and the kind of stack that follows.</summary>
    private static readonly (string Word, Regex Head, string Kind)[] Heads =
    [
        ("NMI backtrace for cpu", OtherCpuHead(), StackKind.OtherCpu),
        (": stopping", StoppingHead(), StackKind.OtherCpu),
        ("all CPUs", AllCpusHead(), StackKind.OtherCpu),
        ("blocked ", OtherTaskHead(), StackKind.OtherCpu),
        ("llocated", AllocatedHead(), StackKind.Allocated),
        ("created by:", CreatedHead(), StackKind.Allocated),
        (" users at", CreatedHead(), StackKind.Allocated),
        ("reed", FreedHead(), StackKind.Freed),
        ("ninit", OriginHead(), StackKind.Origin),
        ("ocal variable", OriginHead(), StackKind.Origin),
        ("related work", RelatedHead(), StackKind.Related),
        ("-> #", LockHead(), StackKind.Lock),
        ("lock", HeldHead(), StackKind.Held),
        ("registered at", HeldHead(), StackKind.Lock),
        ("race", CallTraceHead(), StackKind.CallTrace),
        ("COMMAND: ", VmcoreTaskHead(), StackKind.CallTrace),
        ("by ", AccessHead(), StackKind.CallTrace),
        ("orrupt", CorruptionHead(), StackKind.CallTrace),
        ("nvalid", CorruptionHead(), StackKind.CallTrace),
        ("ut-of-bounds", CorruptionHead(), StackKind.CallTrace),
        ("se-after-free", CorruptionHead(), StackKind.CallTrace),
    ];

    private static readonly SearchValues<string> HeadWords = SearchValues.Create([.. Heads.Select(head => head.Word).Distinct()], StringComparison.Ordinal);

    /// <summary>What names the place of a crash.</summary>
    private static readonly SearchValues<string> Places = SearchValues.Create(["IP", "PC", "pc", "PSW", "AOQ", "era", "ERA: ", "BUG: K", "WARNING: ", "lr ", "LR is at "], StringComparison.Ordinal);

    private readonly List<CallStack> _stacks = [];
    private readonly List<StackFrame> _crash = [];
    private readonly List<StackFrame> _callers = [];
    private readonly List<StackFrame> _frames = [];
    private string _kind = "";
    private string _label = "";
    private string _crashLabel = "";
    private bool _otherCpus;
    private bool _isFirst = true;
    private bool _isBranch;

    /// <summary>Every stack of the lines, in the order printed.</summary>
    public static IReadOnlyList<CallStack> Read(IEnumerable<string> lines)
    {
        var reader = new StackReader();
        foreach (string line in lines)
        {
            reader.Take(line);
        }

        reader.Close();
        List<StackFrame> crash = reader._crash.Count > 0 ? reader._crash : reader._callers;
        if (crash.Count > 0)
        {
            reader._stacks.Insert(0, new CallStack(StackKind.Crash, ReadableNames.Readable(reader._crashLabel), crash));
        }

        return reader._stacks;
    }

    private void Take(string line)
    {
        if (TakeHead(line) || TakeCrash(line))
        {
            _isFirst = false;
            return;
        }

        _isFirst = false;
        if (_isBranch)
        {
            // s390 names the last jump, which is no frame of a stack.
            _isBranch = false;
            return;
        }

        if (End().IsMatch(line))
        {
            Close();
            _isBranch = line.StartsWith("Last Breaking-Event-Address", StringComparison.Ordinal);
            return;
        }

        if (_kind == StackKind.Held)
        {
            if (LockTaken().Match(line) is { Success: true } taken)
            {
                _frames.AddRange(FrameParser.Parse(taken.Groups["place"].Value).AsSpan());
            }

            return;
        }

        if (_kind.Length == 0 && FrameLines.IsBare(line))
        {
            _kind = StackKind.CallTrace;
        }

        if (_kind.Length == 0)
        {
            return;
        }

        StackFrame[] frames = FrameParser.Parse(line);
        if (frames.Length == 2 && _frames.Count > 0)
        {
            // An ARM frame names its callee, which the line before named as caller already.
            _frames.Add(frames[1]);
            return;
        }

        _frames.AddRange(frames.AsSpan());
    }

    private bool TakeHead(string line)
    {
        if (!line.AsSpan().ContainsAny(HeadWords))
        {
            return false;
        }

        foreach ((string word, Regex head, string kind) in Heads)
        {
            if (!line.Contains(word, StringComparison.Ordinal) || !head.IsMatch(line))
            {
                continue;
            }

            if (kind == StackKind.OtherCpu)
            {
                _otherCpus |= !_isFirst;
                Close();
                return true;
            }

            Close();
            _kind = kind == StackKind.CallTrace && _otherCpus ? StackKind.OtherCpu
                : kind == StackKind.CallTrace && word == "by " && _stacks.Exists(stack => stack.Kind == StackKind.CallTrace) ? StackKind.Origin
                : kind;
            _label = line.Trim();
            if (kind == StackKind.CallTrace && line.IndexOf(": [<", StringComparison.Ordinal) is var first and >= 0)
            {
                // m68k prints the first frame behind the head.
                _frames.AddRange(FrameParser.Parse(line[(first + 2)..]).AsSpan());
                _label = line[..(first + 1)].Trim();
            }

            return true;
        }

        return false;
    }

    /// <summary>The place of the crash itself: the trapping instruction, or the function that the announcement names.</summary>
    private bool TakeCrash(string line)
    {
        if (!line.AsSpan().ContainsAny(Places) || Instruction().Match(line) is not { Success: true } match)
        {
            return false;
        }

        StackFrame[] frames = FrameParser.Parse(match.Groups["place"].Value);
        if (frames.Length == 0)
        {
            return match.Groups["instruction"].Success;
        }

        if (match.Groups["caller"].Success)
        {
            // A jump to nowhere leaves no place of its own; who jumped is in the link register.
            if (_crash.Count == 0 && _kind.Length == 0 && (_callers.Count == 0 || _callers[^1].Inline))
            {
                _callers.AddRange(frames.AsSpan());
            }

            return true;
        }

        if (_kind.Length > 0 && _frames.Count > 0 && match.Groups["instruction"].Success)
        {
            // The interrupted function, in the middle of a trace.
            _frames.AddRange(frames.AsSpan());
            if (match.Groups["exception"].Success && _crash.Count == 0)
            {
                _crashLabel = line.Trim();
                _crash.AddRange(frames.AsSpan());
            }
        }
        else if (!_otherCpus && (_crash.Count == 0 || _crash[^1].Inline))
        {
            _crashLabel = _crash.Count == 0 ? line.Trim() : _crashLabel;
            _crash.AddRange(frames.AsSpan());
        }

        if (match.Groups["headless"].Success)
        {
            Close();
            _kind = StackKind.CallTrace;
            _label = line.Trim();
        }

        return true;
    }

    private void Close()
    {
        if (_frames.Count > 0)
        {
            _stacks.Add(new CallStack(_kind, ReadableNames.Readable(_label), [.. _frames]));
        }

        _frames.Clear();
        _kind = "";
        _label = "";
    }

    [GeneratedRegex(@"NMI backtrace for cpu \d+(?! skipped)")]
    private static partial Regex OtherCpuHead();

    [GeneratedRegex(@"^CPU ?\d+: stopping")]
    private static partial Regex StoppingHead();

    [GeneratedRegex("backtrace of all CPUs|Sending NMI from CPU")]
    private static partial Regex AllCpusHead();

    [GeneratedRegex("INFO: task .* (?:blocked for more than|is blocked on a)")]
    private static partial Regex OtherTaskHead();

    [GeneratedRegex(@"^\s*(?:Allocated by task|Allocated:|INFO: Allocated in|allocated by task|page last allocated via|Allocated in|ref_tracker: allocated in:)")]
    private static partial Regex AllocatedHead();

    // KASAN of memory of vmalloc; who holds the network device that is waited for.
    [GeneratedRegex(@"^\s*\[[0-9a-f]+, [0-9a-f]+\) created by:|^ref_tracker: \S+ has [0-9/]+ users at")]
    private static partial Regex CreatedHead();

    [GeneratedRegex(@"^\s*(?:Freed by task|Freed:|INFO: Freed in|freed by task|page last free |Freed in|page last free pid|ref_tracker: freed in:)")]
    private static partial Regex FreedHead();

    [GeneratedRegex("Uninit was (?:created|stored)|[Ll]ocal variable .* created at|Local variable description")]
    private static partial Regex OriginHead();

    [GeneratedRegex("(?:potentially )?related work creation")]
    private static partial Regex RelatedHead();

    [GeneratedRegex(@"^\s*-> #\d+")]
    private static partial Regex LockHead();

    [GeneratedRegex(@"\d+ locks? held by|^\s*\{[A-Z-]+\} state was registered at|^the existing dependency chain|^\s*\.\.\. (?:key|acquired) +at|lock held at|^\s*(?:HARDIRQ|SOFTIRQ|RECLAIM_FS|IN|INITIAL)[A-Z_-]* (?:at|USE at):?")]
    private static partial Regex HeldHead();

    [GeneratedRegex("Call (?:T|t)race|^(?:Stack )?Trace:\\s*$|Backtrace:|^stack backtrace:|[^k] backtrace(?: \\(crc [0-9a-fA-F]*\\))?:|^backtrace(?: \\(crc [0-9a-fA-F]*\\))?:")]
    private static partial Regex CallTraceHead();

    [GeneratedRegex(Marks.VmcoreTask)]
    private static partial Regex VmcoreTaskHead();

    [GeneratedRegex(@"^\s*(?:read|write|race|assert).* (?:to|at) .* by (?:task|interrupt)")]
    private static partial Regex AccessHead();

    [GeneratedRegex(@"^\s*(?:Corrupted memory at|Memory corruption at|Invalid (?:read|write|access|free)|Out-of-bounds (?:read|write) at|Use-after-free (?:read|write) at)", RegexOptions.IgnoreCase)]
    private static partial Regex CorruptionHead();

    // KMSAN prints the stack of the access right below the announcement.
    [GeneratedRegex(@"(?<instruction>^(?:\s*(?:[RE]?IP|EIP is at|IP is at|PC is at|pc is at|NIP|pc|epc|IAOQ\[0\]|TPC|PC|era|ERA|Krnl PSW)(?>\s*):?)(?>\s*)(?:[0-9a-f]{1,4}:(?>\s*))?(?:\[?<?(?:0x)?[0-9a-f]{8,16}\b>?\]?(?>\s*))*)[(<]?(?<place>[A-Za-z_.][\w.$]*(?:\+0x[0-9a-f]+(?:/0x[0-9a-f]+)?.*?| \S+:\d+ \[inline\]| \([^()\s]+:\d+[ )].*?))[)>]?$|^ *(?<instruction>(?<exception>\[exception RIP: ))(?<place>[A-Za-z_.][\w.$]*\+(?:0x[0-9a-f]+|\d+))\]$|^(?<caller>lr : |LR is at )(?<place>[A-Za-z_.][\w.$]*(?:\+0x| \S+:\d+ \[inline\]).*)$|(?<sanitizer>BUG: K(?:(?<headless>MSAN)|\w+): .*? in )(?<place>[A-Za-z_].*)$|WARNING: .* at (?<file>\S+:\d+ )?(?<place>[A-Za-z_][\w.$]*\+0x[0-9a-f]+(?:/0x[0-9a-f]+)?.*?)(?:, CPU#.*)?$")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"^\s*#\d+: .* at: (?<place>.*)$")]
    private static partial Regex LockTaken();

    [GeneratedRegex(@"^\s*(?:$|={20}|-{3}\[ end|Kernel panic|The buggy address|Memory state|other info that|Modules linked in|Last Breaking-Event-Address)")]
    private static partial Regex End();
}
