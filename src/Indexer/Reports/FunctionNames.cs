using System.Text.RegularExpressions;
using KB.Symbolizer.Dwarf;

namespace KB.Indexer.Reports;

/// <summary>One spelling for each kernel function, whatever the compiler and the kernel release made of its name.</summary>
public static partial class FunctionNames
{
    /// <summary>Longest symbol that is looked at (<c>KSYM_NAME_LEN</c>, include/linux/kallsyms.h, is 512).</summary>
    private const int LongestSymbol = 512;

    /// <summary>Entry points that the kernel makes for each system call (include/linux/syscalls.h, arch/*/include/asm/syscall_wrapper.h).</summary>
    private static readonly string[] SystemCallPrefixes =
    [
        "__x64_sys_", "__x32_sys_", "__ia32_sys_", "__arm64_sys_", "__riscv_sys_", "__s390x_sys_", "__s390_sys_", "__loongarch_sys_", "__powerpc_sys_",
        "__se_sys_", "__do_sys_", "__ia32_compat_sys_", "__x32_compat_sys_", "__arm64_compat_sys_", "__s390_compat_sys_", "__se_compat_sys_", "__do_compat_sys_",
        "__x64_compat_sys_", "compat_sys_", "compat_SyS_", "compat_SYSC_", "C_SYSC_", "SYSC_", "SyS_", "ksys_",
    ];

    /// <summary>The name without what compilers add (<c>.isra.0</c>, <c>.constprop.5</c>, <c>.part.1</c>, <c>.cold</c>, <c>.llvm.42</c>, <c>__pfx_</c>) and with one spelling of a system call (<c>sys_open</c>).</summary>
    public static string Normalize(string symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        if (ReadableNames.Of(symbol) is { } readable)
        {
            return readable;
        }

        ReadOnlySpan<char> name = WithoutSuffix(symbol.AsSpan(0, Math.Min(symbol.Length, LongestSymbol)));
        foreach (string mark in (ReadOnlySpan<string>)["__pfx_", "__cfi_", "__initstub_"])
        {
            if (name.Length > mark.Length && name.StartsWith(mark, StringComparison.Ordinal))
            {
                name = name[mark.Length..];
            }
        }

        foreach (string prefix in SystemCallPrefixes)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return string.Concat("sys_", name[prefix.Length..]);
            }
        }

        return Readable(name.Length == symbol.Length ? symbol : name.ToString());
    }

    /// <summary>A name of Rust or C++ as its source has it; other names as they are.</summary>
    internal static string Readable(string symbol) => ReadableNames.Of(symbol) ?? Demangler.Demangle(symbol);

    /// <summary>The name up to its first dot, but for the one that code has before its name on big-endian ppc64; names of Rust functions (they have <c>::</c>) and local labels (<c>.L1</c>) stay whole.</summary>
    private static ReadOnlySpan<char> WithoutSuffix(ReadOnlySpan<char> symbol)
    {
        if (symbol is ['.', not 'L', _, ..])
        {
            symbol = symbol[1..];
        }

        int dot = symbol.IndexOf('.');
        return dot <= 0 || symbol.Contains("::", StringComparison.Ordinal) ? symbol : symbol[..dot];
    }

    /// <summary>True for text that can be the name of a function.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z_<][A-Za-z0-9_.:<>$]*\z")]
    private static partial Regex Name();
}
