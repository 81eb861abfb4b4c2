using KB.Indexer.Reports;

namespace KB.Site.Pages.Shared;

/// <summary>Kernel, task and machine of a report in one line, above the details.</summary>
internal static class MachineLine
{
    public static string Of(CrashReport report)
    {
        string?[] parts =
        [
            report.Kernel.Release is { } release ? $"{release} {report.Kernel.Arch}".TrimEnd() : report.Kernel.Arch,
            report.Kernel.Taint.Count > 0 ? "tainted " + string.Concat(report.Kernel.Taint) : null,
            report.Task is { } task ? task.Comm + (task.Pid is { } pid ? $" pid {pid}" : "") + (task.Cpu is { } cpu ? $" CPU {cpu}" : "") : null,
            report.Kernel.Hardware,
        ];
        string line = string.Join(" · ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));
        return line.Length > 0 ? line : "Kernel and machine";
    }
}
