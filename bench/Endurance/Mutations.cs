using System.Text;

namespace KB.Bench.Endurance;

/// <summary>Changes a text the way strangers, mail programs and disks do: by lines, by words of the field, and by single characters.</summary>
internal sealed class Mutations(Random random, IReadOnlyList<string> seeds)
{
    private const int MaxLength = 1 << 15;
    private const int MaxChanges = 8;

    /// <summary>Pieces to which some reader reacts.</summary>
    private static readonly string[] Pieces =
    [
        "BUG: KASAN: ", "WARNING: CPU: 1 PID: 2 at ", "Call Trace:\n", " <TASK>\n", "RIP: 0010:", "+0x10/0x20", "+0xffffffffffffffff/0x0", "? ", "[inline]", "------------[ cut here ]------------\n",
        "INFO: task a:1 blocked for more than 120 seconds.\n", "rcu: INFO: rcu_sched detected stalls", "[    0.000000] ", "[ 9999999999.999999][    T1] ", "<4>", "\r\n", "\0", "\u001b[31m", "\u202e", "\ud800", "é", "𝄞",
        "testing commit ", "# git bisect bad [", "bisecting cause commit starting from ", "run #0: crashed: ", "all runs: OK\n", "Revisions tested: 99999999999999999999", "culprit: ",
        "From: a@example.org\n", "Content-Type: multipart/mixed; boundary=\"x\"\n", "--x\n", "Content-Transfer-Encoding: base64\n", "=?utf-8?B?////?=", "=?utf-8?q?=ff?=", "#syz dup: ", "#syz fix: x\n", "Message-ID: <",
        "```\n", "```oops\n", "[[crash:", "<script>alert(1)</script>", "![x](javascript:alert(1))", "[a](", "|", "- ", "> ", "---\n", "{\"text\":\"", "\"", "\\u0000", "\\ud800", "{", "[", "&#x6a;", "<div ", "-->", "</",
        "fn:", "file:", "stack:\"", " > ", "or ", "(", ")", "-", "*", "release:v5.4..", "d:last.week..", "trust:>=", "https://syzkaller.appspot.com/bug?extid=", "https://lore.kernel.org/all/", "Fixes: ", "aaaaaaaaaaaaaaaaaaaaaaaa", "%s%n", "../../", "\t\t\t\t", "        ",
    ];

    /// <summary>The next input.</summary>
    public string Next()
    {
        var text = new StringBuilder(seeds[random.Next(seeds.Count)]);
        Bound(text);
        for (int change = random.Next(1, MaxChanges + 1); change > 0; change--)
        {
            Change(text);
            Bound(text);
        }

        return text.ToString();
    }

    private void Change(StringBuilder text)
    {
        int at = random.Next(text.Length + 1);
        switch (random.Next(9))
        {
            case 0 or 1:
                text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                break;
            case 2:
                text.Remove(at, Math.Min(text.Length - at, random.Next(1 << random.Next(12))));
                break;
            case 3:
                text.Insert(at, Line(seeds[random.Next(seeds.Count)]));
                break;
            case 4:
                text.Insert(at, Repeat(Pieces[random.Next(Pieces.Length)], 1 << random.Next(13)));
                break;
            case 5 when text.Length > 0:
                text[Math.Min(at, text.Length - 1)] = (char)random.Next(random.Next(4) == 0 ? 0x10000 : 0x80);
                break;
            case 6:
                text.Length = at;
                break;
            case 7:
                text.Insert(at, text.ToString(0, Math.Min(text.Length, random.Next(2000))));
                break;
            default:
                text.Replace(random.Next(2) == 0 ? "\n" : " ", random.Next(3) switch { 0 => "\r\n", 1 => "", _ => "\n\n" });
                break;
        }
    }

    private static void Bound(StringBuilder text) => text.Length = Math.Min(text.Length, MaxLength);

    private static string Repeat(string piece, int times) => new StringBuilder(piece.Length * times).Insert(0, piece, times).ToString();

    private string Line(string text)
    {
        int start = text.Length == 0 ? 0 : random.Next(text.Length), end = text.IndexOf('\n', start);
        return text[start..(end < 0 ? text.Length : end + 1)];
    }
}
