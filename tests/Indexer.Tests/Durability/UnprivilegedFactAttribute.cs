using System.Diagnostics;

namespace KB.Indexer.Tests.Durability;

/// <summary>A fact about what a user may not read; where root runs the tests, kb runs as nobody. Skipped where nobody cannot read kb.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnprivilegedFactAttribute : FactAttribute
{
    private static readonly string Kb = typeof(KB.Indexer.Corpus.SourceReader).Assembly.Location;

    private static readonly string? Missing = Try();

    public UnprivilegedFactAttribute() => Skip = Missing;

    /// <summary>Lets anybody read and write a folder and what is in it, or nobody but root.</summary>
    public static void Permit(string folder, bool all) => Start("chmod", "-R", all ? "a+rwX" : "a-rwx", folder);

    /// <summary>Runs kb; returns what it said on stderr.</summary>
    public static string Run(params string[] arguments) => Environment.IsPrivilegedProcess
        ? Start("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "dotnet", "exec", Kb, .. arguments])
        : Start("dotnet", ["exec", Kb, .. arguments]);

    private static string? Try()
    {
        try
        {
            return Run("formats") is { Length: > 0 } complaint ? "nobody cannot run kb: " + complaint : null;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return "nobody cannot run kb: " + e.Message;
        }
    }

    private static string Start(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return said;
    }
}
