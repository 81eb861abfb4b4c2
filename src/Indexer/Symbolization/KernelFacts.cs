using System.Globalization;
using System.Text.RegularExpressions;
using KB.Symbolizer;

namespace KB.Indexer.Symbolization;

/// <summary>What the text of a report says of the kernel that has to be found for it.</summary>
/// <param name="Release">What <c>uname -r</c> prints; null when the text does not say.</param>
/// <param name="BuildId">Build id of the kernel, printed behind the version by kernels with CONFIG_STACKTRACE_BUILD_ID.</param>
/// <param name="Offset">What KASLR added to every address; null when the text does not say.</param>
internal sealed partial record KernelFacts(string? Release, BuildId? BuildId, ulong? Offset)
{
    public static KernelFacts Read(string text)
    {
        Match version = Banner().Match(text), cpu = CpuLine().Match(text), offset = KernelOffset().Match(text);
        string? release = version.Success ? version.Groups["release"].Value : cpu.Success ? cpu.Groups["release"].Value : null;
        BuildId? id = cpu.Success && cpu.Groups["id"].Success ? KB.Symbolizer.BuildId.Parse(cpu.Groups["id"].Value) : null;
        return new(release, id, offset.Success ? Number(offset.Groups["offset"].Value) : null);
    }

    private static ulong? Number(string text) =>
        text == "disabled" ? 0 : ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value) ? value : null;

    // init/version.c
    [GeneratedRegex(@"Linux version (?<release>\d[^ \r\n]{0,64}) ")]
    private static partial Regex Banner();

    // lib/dump_stack.c: … Not tainted 6.1.0-56-cloud-amd64 #1 Debian 6.1.192-2, followed by a build id where that is configured
    [GeneratedRegex(@"(?:Not tainted|Tainted: [A-Z ]{0,40}|Tainted: (?:\[[A-Z]\]=[A-Z_]{1,30},? ?){1,20}) *(?<release>\d+\.\d+[^ \r\n]{0,64}) #(?:[^\r\n]{0,120}? (?<id>[0-9a-f]{40})\b)?")]
    private static partial Regex CpuLine();

    // arch/x86/kernel/setup.c, arch/arm64/kernel/setup.c: Kernel Offset: 0x1c00000 from 0xffffffff81000000 …, or: disabled
    [GeneratedRegex(@"Kernel Offset: (?<offset>0x[0-9a-f]{1,16}|disabled)")]
    private static partial Regex KernelOffset();
}
