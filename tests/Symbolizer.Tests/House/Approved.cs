namespace KB.Tests.House;

/// <summary>What others build upon, held in a text file that people approve.</summary>
internal static class Approved
{
    /// <summary>Compares lines with the approved file; with <c>KB_APPROVE=1</c> in the environment the file is written first.</summary>
    /// <returns>What was added (<c>+</c>) and removed (<c>-</c>), then how to approve it; empty when nothing was.</returns>
    public static string Changes(IEnumerable<string> lines, string file)
    {
        string[] now = [.. lines];
        if (Environment.GetEnvironmentVariable("KB_APPROVE") == "1")
        {
            File.WriteAllLines(file, now);
        }

        string[] approved = File.Exists(file) ? File.ReadAllLines(file) : [];
        string[] changes = [.. now.Except(approved).Select(line => $"+ {line}"), .. approved.Except(now).Select(line => $"- {line}")];
        return changes.Length == 0 ? "" : string.Join('\n', [.. changes, $"Meant so? KB_APPROVE=1 dotnet test --filter House, then commit {Path.GetFileName(file)}.", ""]);
    }
}
