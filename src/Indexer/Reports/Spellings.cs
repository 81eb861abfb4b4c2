namespace KB.Indexer.Reports;

/// <summary>Functions that have other names in other kernels: a title uses one name, the others become alternative titles.</summary>
internal static class Spellings
{
    /// <summary>What may stand before the name of a system call. Longer ones first.</summary>
    private static readonly string[] Prefixes = ["__x64_", "__ia32_", "__arm64_", "compat_SYSC_", "compat_SyS_", "SYSC_", "SyS_", "ksys_"];

    /// <summary>The name and its other spellings.</summary>
    public static FrameNames Of(string frame)
    {
        frame = FunctionNames.Readable(frame);
        const string wrapper = "__se_";
        if (frame.StartsWith("__se_sys_", StringComparison.Ordinal))
        {
            return new FrameNames(frame["__se_sys_".Length..], [frame[wrapper.Length..], frame]);
        }

        foreach (string prefix in Prefixes)
        {
            if (frame.Length > prefix.Length && frame.StartsWith(prefix, StringComparison.Ordinal))
            {
                return new FrameNames(frame[prefix.Length..], [frame]);
            }
        }

        return new FrameNames(frame, []);
    }
}
