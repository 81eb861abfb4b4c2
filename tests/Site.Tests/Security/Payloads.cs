namespace KB.Site.Tests.Security;

/// <summary>Two hundred texts that run a script where a page takes them for markup: ten ways out of a context times twenty ways to run.</summary>
internal static class Payloads
{
    /// <summary>What the scripts set; the tests look for it.</summary>
    public const string Mark = "window.__ran=1";

    /// <summary>Ways out of where a text may stand: nothing, an attribute, a tag, a comment, an element whose content is no markup.</summary>
    private static readonly string[] WaysOut = ["", "\">", "'>", ">", "-->", "</title>", "</textarea></pre>", "</script>", "]]>", "\" autofocus x=\""];

    private static readonly string[] WaysToRun =
    [
        "<script>" + Mark + "</script>",
        "<ScRiPt\n>" + Mark + "</sCrIpT\t>",
        "<img src=x onerror=" + Mark + ">",
        "<img/src=\"x\"/onerror=\"" + Mark + "\">",
        "<svg onload=" + Mark + ">",
        "<svg><script>" + Mark + "</script></svg>",
        "<svg><a xlink:href=\"javascript:" + Mark + "\"><text y=20>x</text></a></svg>",
        "<body onload=" + Mark + ">",
        "<iframe src=\"javascript:parent." + Mark + "\"></iframe>",
        "<iframe srcdoc=\"&lt;script&gt;parent." + Mark + "&lt;/script&gt;\"></iframe>",
        "<details open ontoggle=" + Mark + "><summary>x</summary></details>",
        "<input autofocus onfocus=" + Mark + ">",
        "<video><source onerror=" + Mark + "></video>",
        "<math><mi xlink:href=\"javascript:" + Mark + "\">x</mi></math>",
        "<object data=\"javascript:" + Mark + "\"></object>",
        "<meta http-equiv=refresh content=\"0;url=javascript:" + Mark + "\">",
        "<base href=\"javascript:" + Mark + "//\">",
        "<a href=\"javascript:" + Mark + "\" style=\"position:fixed;inset:0\">x</a> [x](javascript:" + Mark + ") <javascript:" + Mark + ">",
        "<style>@import 'javascript:" + Mark + "';*{background:url(javascript:" + Mark + ")}</style>",
        "&lt;script&gt;" + Mark + "&lt;/script&gt;&#60;img src=x onerror=" + Mark + "&#62;\u2028\u0000<img src=x onerror=" + Mark + ">",
    ];

    /// <summary>Every payload.</summary>
    public static IReadOnlyList<string> All { get; } = [.. from run in WaysToRun from way in WaysOut select way + run];
}
