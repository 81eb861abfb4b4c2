using System.Diagnostics;

namespace KB.Site.Tests;

/// <summary>Short runs of bench/Endurance, each as a process of its own; the long ones are made by hand.</summary>
public sealed class EnduranceTests
{
    [Theory]
    [InlineData("kill", "1")]
    [InlineData("load", "5")]
    [InlineData("fuzz", "200")]
    public async Task The_program_finds_nothing(string what, string amount)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Endurance.dll"), what, amount]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KB_CORPUS"] = SiteUnderTest.Corpus;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, output + await errors);
    }
}
