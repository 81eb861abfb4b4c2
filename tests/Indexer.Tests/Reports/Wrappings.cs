using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace KB.Indexer.Tests.Reports;

/// <summary>What consoles, daemons, mails and people do to a log, each as a function from the log to what is left of it.</summary>
/// <remarks>The program in bench/Reports measures with the same ones.</remarks>
public static class Wrappings
{
    /// <summary>Longest line of a mail whose client breaks lines, characters.</summary>
    private const int MailWidth = 76;

    /// <summary>Those that put a whole log into one line.</summary>
    public static IReadOnlySet<string> InOneLine { get; } = new HashSet<string>(StringComparer.Ordinal) { "string in a line of a log", "string in a string", "list of strings", "attribute", "row of a table", "message of TeamCity", "carriage returns", "places on a screen" };

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, Func<string, string>> All { get; } = new Dictionary<string, Func<string, string>>
    {
        ["printk time"] = EachLine((line, i) => $"[{Time(i)}] {line}"),
        ["printk time and caller"] = EachLine((line, i) => $"[{Time(i)}][  T57] {line}"),
        ["priority"] = EachLine((line, i) => $"<4>[{Time(i)}] {line}"),
        ["/dev/kmsg"] = EachLine((line, i) => $"4,{i},{1000 + i},-;{line}"),
        ["netconsole, extended"] = EachLine((line, i) => $"6.1.0-18-amd64,4,{i},{1000 + i},-,caller=T57;{line}"),
        ["netconsole, in chunks"] = EachLine((line, i) => line.Length <= 100 ? $"4,{i},{1000 + i},-;{line}" : $"4,{i},{1000 + i},-,ncfrag=0/{line.Length};{line[..100]}\n4,{i},{1000 + i},-,ncfrag=100/{line.Length};{line[100..]}"),
        ["syslog"] = EachLine((line, i) => $"May  3 06:24:16 box kernel: [{Time(i)}] {line}"),
        ["syslog without host"] = EachLine((line, i) => $"May 17 18:48:11 kernel: [{Time(i)}] {line}"),
        ["syslog of Busybox"] = EachLine((line, _) => $"May  3 06:24:16 box kern.warn kernel: {line}"),
        ["syslog of OpenWrt"] = EachLine((line, _) => $"Thu May 28 12:21:57 2026 kern.warn kernel: {line}"),
        ["journal"] = EachLine((line, _) => $"May 03 06:24:16.123456 box kernel: {line}"),
        ["journal, ISO time"] = EachLine((line, _) => $"2026-05-28T12:21:57.303295+00:00 box kernel: {line}"),
        ["journal, full time"] = EachLine((line, _) => $"Thu 2026-05-28 12:21:57 UTC box kernel: {line}"),
        ["journal, monotonic time"] = EachLine((line, i) => $"[{Time(i)}] box kernel: {line}"),
        ["journal, Unix time"] = EachLine((line, _) => $"1779970917.303295 box kernel: {line}"),
        ["syslog protocol"] = EachLine((line, _) => $"<4>1 2026-05-28T12:21:57.303Z box kernel - - - {line}"),
        ["dmesg -d"] = EachLine((line, i) => $"[{Time(i)} <    0.000017>] {line}"),
        ["dmesg -H"] = EachLine((line, i) => i == 0 ? $"[May28 12:21] {line}" : $"[  +0.000017] {line}"),
        ["dmesg --time-format=iso"] = EachLine((line, _) => $"2026-05-28T12:21:57,303295+02:00 {line}"),
        ["console server"] = EachLine((line, i) => $"[Thu Oct 30 06:21:23 2025][{Time(i)}] {line}"),
        ["dmesg -T"] = EachLine((line, _) => $"[Thu Oct 30 06:21:23 2025] {line}"),
        ["dmesg -x"] = EachLine((line, i) => $"kern  :warn  : [{Time(i)}] {line}"),
        ["logcat"] = EachLine((line, _) => $"01-02 03:04:05.123     0     0 W kernel  : {line}"),
        ["Android, Samsung"] = EachLine((line, i) => $"<4>[{Time(i)}] c1 {line}"),
        ["Android, Marvell"] = EachLine((line, i) => $"[{Time(i)}] c0 1 (swapper/0) {line}"),
        ["Android, Samsung of today"] = EachLine((line, i) => $"<4>[{Time(i)}]  [1:     kworker/1:1:   57] {line}"),
        ["Android, Qualcomm"] = EachLine((line, i) => $"[{Time(i)}] (CPU:1-pid:57:[widgetd]) {line}"),
        ["Android, Huawei"] = EachLine((line, i) => $"[{Time(i)}s][pid:57,cpu1,widgetd]{line}"),
        ["Android, LG"] = EachLine((line, i) => $"<4>[{Time(i)} / 05-28 12:21:57.303] {line}"),
        ["Android, MediaTek"] = EachLine((line, i) => $"[{Time(i)}] (0)[848:widgetd]{line}"),
        ["CI time"] = EachLine((line, i) => $"2026-05-28T12:21:57.3032950Z [{Time(i)}] {line}"),
        ["pager numbers"] = EachLine((line, i) => $"{7344 + i}   │ {line}"),
        ["editor numbers"] = EachLine((line, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1,6} [{Time(i)}] {line}")),
        ["grep numbers"] = EachLine((line, i) => $"{i + 1}:[{Time(i)}] {line}"),
        ["indented"] = EachLine((line, _) => $"    {line}"),
        ["quoted mail"] = EachLine((line, _) => $"> {line}"),
        ["mail quoted seven times"] = EachLine((line, i) => $"> >> > >>> [{Time(i)}] {line}"),
        ["mail with hard wraps"] = EachLine((line, i) => Broken($"[{Time(i)}] {line}", "")),
        ["quoted mail with hard wraps"] = EachLine((line, i) => Broken($"> [{Time(i)}] {line}", "> ")),
        ["quoted-printable"] = text => QuotedPrintable(EachLine((line, i) => $"[{Time(i)}] {line}")(text)),
        ["CR LF"] = EachLine((line, _) => $"{line}\r"),
        ["colours"] = EachLine((line, i) => $"\u001b[32m[{Time(i)}] \u001b[0m{line}"),
        ["code fence"] = text => $"It crashed:\n\n```\n{text}\n```\nbye",
        ["fence on the first line"] = text => $"It crashed:\n```{text}```\nbye",
        ["HTML"] = text => $"<p>It crashed:</p>\n<pre><code>{WebUtility.HtmlEncode(text)}</code></pre>\n",
        ["blanks of a browser"] = EachLine((line, i) => $"[{Time(i)}] {line}".Replace("  ", "\u00A0 ", StringComparison.Ordinal)),
        ["code span a line"] = EachLine((line, i) => $"> `[{Time(i)}] {line}`"),
        ["HTML, line by line"] = EachLine((line, _) => $"<div>{WebUtility.HtmlEncode(line)}</div><br/>"),
        ["doubled lines"] = EachLine((line, i) => $"[{Time(i)}] {line}\n[{Time(i)}] {line}"),
        ["lines of another task"] = EachLine((line, i) => $"[{Time(i)}][  T57] {line}\n[{Time(i)}][ T4711]  other_function+0x10/0x20"),
        ["string in a line of a log"] = text => $"12:21:57 INFO got {{\"id\": 3, \"log\": \"{Escaped(text)}\"}}\n12:21:58 INFO done\n",
        ["string in a string"] = text => $"{{\"of\": \"{Escaped($"{{\"log\": \"{Escaped(text)}\"}}")}\"}}",
        ["list of strings"] = text => $"lines = [{string.Join(", ", text.Split('\n').Select(line => $"'{line.Replace("'", "\\'", StringComparison.Ordinal)}'"))}]",
        ["attribute"] = text => $"<failure message=\"{WebUtility.HtmlEncode(text).Replace("\n", "&#10;", StringComparison.Ordinal)}\" type=\"oops\"/>",
        ["row of a table"] = text => $"| {text.Replace("\n", "<br>", StringComparison.Ordinal)} |",
        ["carriage returns"] = EachLine((line, i) => $"[{Time(i)}] {line}", "\r"),
        ["places on a screen"] = text => string.Concat(text.Split('\n').Select((line, i) => $"\u001b[{i + 1};1H\u001b[K{line}")),
        ["word processor"] = EachLine((line, _) => line.Replace("  ", "\u202F ", StringComparison.Ordinal).Replace("_", "_\u200B", StringComparison.Ordinal).Replace('\'', '\u2019')),
        ["references"] = EachLine((line, _) => WebUtility.HtmlEncode(line).Replace("+", "&#43;", StringComparison.Ordinal)),
        ["message of TeamCity"] = text => $"##teamcity[testFailed name='a' details='{Regex.Replace(text, @"[|'\[\]]", "|$0").Replace("\n", "|n", StringComparison.Ordinal)}']",
        ["signs of Markdown escaped"] = EachLine((line, i) => $"[{Time(i)}] {Regex.Replace(line, @"[_*#<>\[\]]", @"\$0")}"),
        ["highlighted"] = EachLine((line, i) => $"[{Time(i)}] {Regex.Replace(WebUtility.HtmlEncode(line), "0x[0-9a-f]+", "<span class=\"number\">$0</span>")}"),
        ["errors of a CI"] = EachLine((line, i) => $"2026-05-28T12:21:57.3032950Z {(i % 4 == 0 ? "##[error]" : "")}[{Time(i)}] {line}"),
        ["blanks to tabs"] = EachLine((line, _) => Regex.Replace(line, "^ +", "\t")),
        ["blanks doubled"] = EachLine((line, i) => $"[{Time(i)}] {Regex.Replace(line, "^ +", "$0$0")}"),
        ["blanks lost"] = EachLine((line, i) => $"[{Time(i)}] {line.TrimStart()}"),
        ["empty lines lost"] = text => string.Join('\n', text.Split('\n').Where(line => line.Length > 0)),
        ["empty lines between"] = EachLine((line, _) => $"{line}\n"),
        ["colours without their escape"] = EachLine((line, i) => $"[32m[{Time(i)}] [0m{line}[0m"),
        ["twice"] = text => $"{text}\n\n{text}",
    };

    private static string Time(int i) => string.Create(CultureInfo.InvariantCulture, $"{100 + (i * 0.000017),12:F6}");

    private static Func<string, string> EachLine(Func<string, int, string> wrap, string end = "\n") => text => string.Join(end, text.Split('\n').Select(wrap));

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);

    /// <summary>The line as a mail client breaks it: at blanks, what follows without the prefixes.</summary>
    private static string Broken(string line, string prefix)
    {
        var broken = new StringBuilder();
        while (line.Length > MailWidth && line.LastIndexOf(' ', MailWidth) is var blank && blank > MailWidth / 2)
        {
            broken.Append(line, 0, blank).Append('\n');
            line = prefix + line[(blank + 1)..];
        }

        return broken.Append(line).ToString();
    }

    private static string QuotedPrintable(string text)
    {
        var encoded = new StringBuilder();
        int column = 0;
        foreach (byte each in Encoding.UTF8.GetBytes(text))
        {
            if (each == '\n')
            {
                encoded.Append('\n');
                column = 0;
                continue;
            }

            string sign = each is >= 32 and < 127 and not (byte)'=' ? ((char)each).ToString() : $"={each:X2}";
            if (column + sign.Length >= MailWidth)
            {
                encoded.Append("=\n");
                column = 0;
            }

            encoded.Append(sign);
            column += sign.Length;
        }

        return encoded.ToString();
    }
}
