namespace KB.Symbolizer.Elf;

/// <summary>Gives the sections of a relocatable file (a kernel module) addresses of their own, as the module loader would.</summary>
/// <remarks>
/// Source: kernel/module/main.c, layout_sections: code before data, init sections apart, each in the order of the section
/// headers and aligned; so the distance between neighbouring symbols is the one that kallsyms prints as size.
/// The first code section is at 0, as in the tables of <c>objdump</c>.
/// </remarks>
internal static class SectionLayout
{
    /// <summary>Sections are never aligned to more than this by the kernel's linker scripts (2 MB, a huge page).</summary>
    private const ulong MaxAlignment = 1 << 21;

    public static void Place(ElfSection[] sections)
    {
        ulong next = 0;
        foreach ((bool init, bool code) in new[] { (false, true), (false, false), (true, true), (true, false) })
        {
            for (int i = 0; i < sections.Length; i++)
            {
                ElfSection section = sections[i];
                if (section.IsAllocated && section.IsExecutable == code && section.Name.StartsWith(".init", StringComparison.Ordinal) == init)
                {
                    ulong alignment = Math.Clamp(section.Alignment, 1, MaxAlignment);
                    next = (next + alignment - 1) / alignment * alignment;
                    sections[i] = section with { Address = next };
                    if (section.Size > ulong.MaxValue / 4 - next)
                    {
                        throw Damage.At($"section {section.Name}", section.Size, "larger than an address space");
                    }

                    next += section.Size;
                }
            }
        }
    }
}
