using System.Diagnostics;

namespace KB.Indexer.Tests.House;

/// <summary>What is shipped runs.</summary>
public sealed class PackagingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kb-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Kb_installed_from_its_package_reads_a_crash()
    {
        string crash = Path.Combine(Repository.Root, "corpus/crashes/stock-61/kc_bug_ioctl.log");
        string configuration = AppContext.BaseDirectory.Contains("release", StringComparison.Ordinal) ? "Release" : "Debug";
        File.WriteAllText(Path.Combine(_folder, "nuget.config"), $"""<configuration><packageSources><clear /><add key="here" value="{_folder}" /></packageSources></configuration>""");

        Run("dotnet", "pack", Path.Combine(Repository.Root, "src/Indexer"), "--no-build", "-c", configuration, "-o", _folder);
        Run("dotnet", "tool", "install", "kernel-crash-kb", "--tool-path", Path.Combine(_folder, "tool"), "--configfile", Path.Combine(_folder, "nuget.config"));
        string printed = Run(Path.Combine(_folder, "tool", "kb"), "parse", crash);

        Assert.Equal($"{crash}:2: kernel BUG in kc_bug\n", printed);
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{printed}");
        return printed;
    }
}
