using System.Text.RegularExpressions;

namespace KB.Indexer.Reports;

/// <summary>One thing that consoles, log daemons, mail and people put before what the kernel printed.</summary>
/// <param name="Name">What it is.</param>
/// <param name="First">The characters that a line wrapped so can start with.</param>
/// <param name="Mark">Text that a line wrapped so has, to spare most lines the regex.</param>
/// <param name="Prefix">Matches the wrapping at the start of a line. Its group <c>caller</c> is the printk caller id, its group <c>host</c> the machine, its group <c>kernel</c> tells that the kernel printed the line.</param>
/// <param name="Example">A line wrapped so.</param>
/// <param name="Rest">What the kernel printed in the example.</param>
internal sealed partial record LineWrapping(string Name, string First, string Mark, Regex Prefix, string Example, string Rest)
{
    private const string Digits = "0123456789";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Every wrapping. They are taken off in any order and any depth, so no row may match what a kernel line itself starts with.</summary>
    public static readonly IReadOnlyList<LineWrapping> All =
    [
        new("journal, monotonic time", "[", " kernel", MonotonicLog(), "[   25.100000 <    0.000012 >] box kernel:  frame", " frame"),
        new("printk time and caller", "[", "]", PrintkTime(), "[   25.100000][    C0] Call Trace:", "Call Trace:"),
        new("quoted mail", "> ", ">", Quote(), "> > Call Trace:", "Call Trace:"),
        new("priority", "<", ">", Priority(), "<4>Call Trace:", "Call Trace:"),
        new("/dev/kmsg", Digits, ";", Kmsg(), "4,5005,12915307506,-;Call Trace:", "Call Trace:"),
        new("extended netconsole with its release", Digits, ";", ReleaseKmsg(), "6.1.0-18-amd64,4,5005,12915307506,-;Call Trace:", "Call Trace:"),
        new("logcat", Digits, ": ", Logcat(), "01-02 03:04:05.123     0     0 E kernel  : Call Trace:", "Call Trace:"),
        new("dmesg -T", "[", "]", HumanTime(), "[Thu Oct 30 06:21:23 2025] Call Trace:", "Call Trace:"),
        new("dmesg -H", "[", "]", RelativeTime(), "[  +0.000012] Call Trace:", "Call Trace:"),
        new("dmesg --time-format=iso", Digits, ",", IsoTime(), "2026-05-28T12:21:57,303295+02:00 Call Trace:", "Call Trace:"),
        new("dmesg -x", "kudalsnfmc", ":", Decoded(), "kern  :warn  : [   25.100000] [    C0] Call Trace:", "[   25.100000] [    C0] Call Trace:"),
        new("serial logger", Digits, ">", Serial(), "23-09-22 10:49:44 R SERIAL-CPU> [   73.300176] Call Trace:", "[   73.300176] Call Trace:"),
        new("syslog", "", " kernel", Syslog(), "May  3 06:24:16 box kernel: Call Trace:", "Call Trace:"),
        new("syslog of East Asia", " " + Digits, " kernel", EastAsianSyslog(), " 5月  3 06:24:16 box kernel: Call Trace:", "Call Trace:"),
        new("syslog of OpenWrt", "MTWFS", " kernel", OpenWrtLog(), "Thu May 28 12:21:57 2026 kern.warn kernel:  frame", " frame"),
        new("journal, full time", "", " kernel", FullTimeLog(), "Thu 2026-05-28 12:21:57 UTC box kernel:  frame", " frame"),
        new("journal, Unix time", Digits, " kernel", UnixTimeLog(), "1779970917.303295 box kernel:  frame", " frame"),
        new("version of the syslog protocol", "1", "-", SyslogVersion(), "1 2026-05-28T12:21:57.303Z box kernel - - - Call Trace:", "2026-05-28T12:21:57.303Z box kernel - - - Call Trace:"),
        new("journal, ISO time", Digits, " kernel", IsoLog(), "2026-05-28T12:21:57.303295+00:00 box kernel:  frame", " frame"),
        new("journal on the console", "k", "kernel: ", KernelTag(), "kernel: Call Trace:", "Call Trace:"),
        new("CI time", Digits, ":", CiTime(), "2026-05-28T12:21:57.3032950Z [    1.000000] Call Trace:", "[    1.000000] Call Trace:"),
        new("CI time in brackets", "[", "]", CiBracket(), "[12:21:57.303] [    1.000000] Call Trace:", "[    1.000000] Call Trace:"),
        new("pager line number", " " + Digits, "│", Pager(), "7344   │ Call Trace:", "Call Trace:"),
        new("grep line number", Digits, "[", GrepNumber(), "7344:[    1.000000] Call Trace:", "[    1.000000] Call Trace:"),
        new("dropped messages", "*", "printk messages", Dropped(), "** 12 printk messages dropped ** [    1.000000] Call Trace:", "[    1.000000] Call Trace:"),
        new("login or shell prompt", "/~$#[" + Letters + Digits, " [", Prompt(), "/ # [90216.140000] watchdog: BUG", "[90216.140000] watchdog: BUG"),
        new("first bracket lost", " " + Digits, "]", LostBracket(), "   11.662352] Oops", "Oops"),
        new("Android CPU and task", "c", "c", AndroidCpu(), "c0 1 (swapper/0) Call Trace:", "Call Trace:"),
        new("Android MediaTek", "(-", ")[", MediaTek(), "-(0)[848:comm]Call Trace:", "Call Trace:"),
        new("Android Samsung", " [I", ": ", Samsung(), " [3:  kworker/u16:2:  848] Call Trace:", "Call Trace:"),
        new("Android Qualcomm", "(", "-pid:", Qualcomm(), "(CPU:1-pid:848:[comm]) Call Trace:", "Call Trace:"),
        new("Android Huawei", "[", "s]", Huawei(), "[   25.100000s][pid:848,cpu1,comm]Call Trace:", "Call Trace:"),
        new("code fence", "`", "`", Fence(), "```BUG: KASAN", "BUG: KASAN"),
        new("mark of a CI line", "#", "##[", CiMark(), "##[error][   25.100000] Call Trace:", "[   25.100000] Call Trace:"),
        new("HTML", "<", ">", Html(), "<pre><code>BUG: KASAN", "BUG: KASAN"),
        new("colours without their escape", "[", "m", ShownColour(), "[32m[   25.100000] Call Trace:", "[   25.100000] Call Trace:"),
        new("verbatim text of forums and results", "[{<", "", Verbatim(), "[code]BUG: KASAN", "BUG: KASAN"),
    ];

    private static readonly LineWrapping[][] ByFirst = [.. Enumerable.Range(0, 128).Select(first =>
        All.Where(row => row.First.Contains((char)first, StringComparison.Ordinal) || (row.First.Length == 0 && char.IsAsciiLetter((char)first))).ToArray())];

    private static readonly LineWrapping[] BeyondAscii = [.. All.Where(row => row.First.Length == 0)];

    /// <summary>The wrappings that a line with this first character can have.</summary>
    public static LineWrapping[] StartingWith(char first) => first < ByFirst.Length ? ByFirst[first] : BeyondAscii;

    // With the time since the line before (dmesg -d), or the time of day (LG).
    [GeneratedRegex(@"^(?<kernel>\[ *\d+\.\d*(?: <[ \d.]{1,20}>| / [\d :.-]{8,24})?\])(?: ?\[ *(?<caller>[CT]\d+)\])?(?: |$)")]
    private static partial Regex PrintkTime();

    // journalctl -o short-monotonic and short-delta: a host and the name of the kernel follow.
    [GeneratedRegex(@"^(?<kernel>\[ *\d+\.\d{6}(?: <[ \d.]{1,20}>)?\]) (?<host>[\w.-]+) kernel(?:\[[\d-]*\])?:(?: |$)")]
    private static partial Regex MonotonicLog();

    // The first line of each minute has the time of day, the others what passed since the line before; also dmesg -e.
    [GeneratedRegex(@"^(?<kernel>\[(?:\p{L}{3,4}\.? ?\d{1,2} \d\d:\d\d| *\+\d+\.\d{6})\])(?:\[ *(?<caller>[CT]\d+)\])?(?: |$)")]
    private static partial Regex RelativeTime();

    [GeneratedRegex(@"^(?<kernel>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d,\d{6}[+-]\d\d:\d\d)(?:\[ *(?<caller>[CT]\d+)\])?(?: |$)")]
    private static partial Regex IsoTime();

    // journalctl -o short-full and with-unit.
    [GeneratedRegex(@"^\p{L}{2,4}\.? \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [A-Z\d:+-]{1,9} (?<host>[\w.:-]+) (?<kernel>kernel)(?:\[[\d-]*\])?:(?: |$)")]
    private static partial Regex FullTimeLog();

    [GeneratedRegex(@"^\d{9,10}\.\d{3,6} (?<host>[\w.:-]+) (?<kernel>kernel)(?:\[[\d-]*\])?:(?: |$)")]
    private static partial Regex UnixTimeLog();

    // RFC 5424, 6.2.2: it follows the priority.
    [GeneratedRegex(@"^1 (?=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)")]
    private static partial Regex SyslogVersion();

    [GeneratedRegex(@"^(?:kern|user|daemon|auth|local\d|syslog|news|ftp|mail|cron) *:\w{3,6} *: (?=\[)")]
    private static partial Regex Decoded();

    [GeneratedRegex(@"^(?:\d\d)?\d\d-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [\w -]{1,30}> ")]
    private static partial Regex Serial();

    // A memory dump of KASAN marks its bad row with '>' as well.
    [GeneratedRegex(@"^ {0,8}(?:>(?! ?[0-9a-f]{8,16}:) ?)+")]
    private static partial Regex Quote();

    [GeneratedRegex(@"^(?<kernel><\d{1,3}>)")]
    private static partial Regex Priority();

    [GeneratedRegex(@"^(?<kernel>\d{1,3},\d+,\d+,[-c+])(?:,caller=(?<caller>[CT]\d+))?(?:,[^;]{0,64})?;")]
    private static partial Regex Kmsg();

    [GeneratedRegex(@"^\d+\.\d+[\w.+~-]{0,60},(?=\d{1,3},\d+,\d+,[-c+])")]
    private static partial Regex ReleaseKmsg();

    // Of the kernel's lines process and thread are 0.
    [GeneratedRegex(@"^(?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,6} +(?:\w{1,12} +)?0 +0 [VDIWEF] (?<kernel>(?:kernel)?) *: ?")]
    private static partial Regex Logcat();

    [GeneratedRegex(@"^(?<kernel>\[(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \w{3} +\d{1,2} \d\d:\d\d:\d\d \d{4}(?: <[ \d.]{1,20}>)?\])(?:\[ *(?<caller>[CT]\d+)\])?(?: |$|(?=\[))")]
    private static partial Regex HumanTime();

    // Busybox puts facility and severity before the tag.
    [GeneratedRegex(@"^\p{L}{3,4}\.? +\d{1,2} \d\d:\d\d:\d\d(?:\.\d+)?(?: (?<host>[\w.:-]+))?(?: \w{3,8}\.\w{3,7})? (?<kernel>kernel)(?:\[\d*\])?:(?: |$)")]
    private static partial Regex Syslog();

    // The short names of months in Japanese, Chinese and Korean.
    [GeneratedRegex(@"^ ?\d{1,2}[月월] +\d{1,2} \d\d:\d\d:\d\d(?: (?<host>[\w.:-]+))? (?<kernel>kernel)(?:\[\d*\])?:(?: |$)")]
    private static partial Regex EastAsianSyslog();

    [GeneratedRegex(@"^\w{3} \w{3} +\d{1,2} \d\d:\d\d:\d\d \d{4}(?: \w{3,8}\.\w{3,7})? (?<kernel>kernel):(?: |$)")]
    private static partial Regex OpenWrtLog();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?(?: (?<host>[\w.:-]+))? (?<kernel>kernel)(?:\[\d*\])?:?(?: (?:-|\d{1,9}) (?:-|[\w.]{1,32}) (?:-|\[[^\]]{0,200}\]))?(?: |$)")]
    private static partial Regex IsoLog();

    [GeneratedRegex(@"^(?<kernel>kernel): ")]
    private static partial Regex KernelTag();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)? +(?=[\[<]|##\[)")]
    private static partial Regex CiTime();

    [GeneratedRegex(@"^\[(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d+)?Z?\] ?")]
    private static partial Regex CiBracket();

    [GeneratedRegex(@"^ *\d+ +│ ?")]
    private static partial Regex Pager();

    [GeneratedRegex(@"^\d+[:-](?=\[ *\d+\.\d)")]
    private static partial Regex GrepNumber();

    [GeneratedRegex(@"^\*\* \d+ printk messages dropped \*\* ")]
    private static partial Regex Dropped();

    [GeneratedRegex(@"^(?:[^\[\]]{0,60}login: |[^\[\]:]{0,40}[#$] )(?=\[ *\d+\.\d+\])")]
    private static partial Regex Prompt();

    [GeneratedRegex(@"^(?<kernel> *\d+\.\d{6}\])(?:\[ *(?<caller>[CT]\d+)\])?(?: |$)")]
    private static partial Regex LostBracket();

    [GeneratedRegex(@"^c\d+ (?: *\d+ +\([^)]{1,32}\) ?)?")]
    private static partial Regex AndroidCpu();

    // A dash where interrupts are off.
    [GeneratedRegex(@"^-?\(\d+\)\[\d+:[^\]]{0,32}\] ?")]
    private static partial Regex MediaTek();

    // An I in interrupts.
    [GeneratedRegex(@"^ ?I?\[ ?\d{1,3}: *[^\[\]]{1,24}: *\d+\] ?")]
    private static partial Regex Samsung();

    [GeneratedRegex(@"^\(CPU:\d+-pid:\d+:\[[^\[\]]{0,32}\]\) ?")]
    private static partial Regex Qualcomm();

    [GeneratedRegex(@"^(?<kernel>\[ *\d+\.\d{1,6}s\])(?:\[(?:pid:)?\d+,[^\[\]]{1,64}\])? ?")]
    private static partial Regex Huawei();

    // GitHub and Azure mark errors, warnings, groups, commands.
    [GeneratedRegex(@"^##\[[a-z]{1,16}\] ?")]
    private static partial Regex CiMark();

    [GeneratedRegex(@"^`{1,3}(?=\S)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^</?(?:pre|code|p|div|td|span|tt|br|blockquote)(?: [^<>]{0,80})?/?>")]
    private static partial Regex Html();

    [GeneratedRegex(@"^\[\d{1,2}(?:;\d{1,2}){0,3}m")]
    private static partial Regex ShownColour();

    // BBCode, Jira, CDATA of XML.
    [GeneratedRegex(@"^(?:\[(?:code|quote|pre)(?:=[^\[\]]{0,40})?\]|\{(?:code|noformat|quote)(?::[^{}]{0,60})?\}|<!\[CDATA\[)")]
    private static partial Regex Verbatim();
}
