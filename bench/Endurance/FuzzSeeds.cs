namespace KB.Bench.Endurance;

/// <summary>Short texts of the kinds that the corpus does not hold.</summary>
internal static class FuzzSeeds
{
    public static readonly string[] All =
    [
        "From: A <a@example.org>\nTo: b@example.org\nSubject: Re: [syzbot] WARNING in widget_flush\nMessage-ID: <1@example.org>\nIn-Reply-To: <0@example.org>\nContent-Type: text/plain; charset=utf-8; format=flowed\nContent-Transfer-Encoding: quoted-printable\n\n> BUG: KASAN: slab-use-after-free in widget=\n_flush+0x1/0x2\n#syz dup: WARNING in gadget_poll\n",
        "From a@example.org Thu Jan  1 00:00:00 1970\nFrom: a@example.org\nSubject: one\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nQlVHOiBLQVNBTjogdWFm\n--b--\n",
        "# Title\n\nIt crashed in `widget_flush`, [[crash:abc]] and [a](https://example.org):\n\n```oops\nBUG: kernel NULL pointer dereference, address: 0000000000000008\nRIP: 0010:widget_flush+0x1/0x2\nCall Trace:\n gadget+0x1/0x2\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "<!DOCTYPE html><html><head><title>x</title></head><body><pre>BUG: KASAN: use-after-free in foo+0x1/0x2\nCall Trace:\n foo+0x1/0x2</pre></body></html>",
        "{\"id\":\"1\",\"title\":\"WARNING in foo\",\"time\":\"2026-01-01T00:00:00Z\",\"text\":\"WARNING: CPU: 0 PID: 1 at a.c:1 foo+0x1/0x2\"}\n",
        "{\"version\":1,\"title\":\"WARNING in widget_flush\",\"crashes\":[{\"title\":\"x\"}]}",
        "{\"MESSAGE\":\"BUG: unable to handle page fault\",\"__REALTIME_TIMESTAMP\":\"1704067200000000\",\"_TRANSPORT\":\"kernel\"}\n",
        "fn:widget_* -title:\"use after\" (file:drivers/net/ or sub:usb) release:v5.4..v5.10 stack:\"a > b > c\" d:2020..",
        "widget_flush+0x1d3/0x240 fs/sysfs/dir.c:30 https://syzkaller.appspot.com/bug?extid=0123456789abcdef0123",
    ];
}
