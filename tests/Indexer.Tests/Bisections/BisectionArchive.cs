using System.Diagnostics;

namespace KB.Indexer.Tests.Bisections;

/// <summary>The bisection logs of the evaluation data, unpacked while tests run; empty without evaluation data.</summary>
public sealed class BisectionArchive : IDisposable
{
    public BisectionArchive()
    {
        if (EvaluationFactAttribute.Folder is { Length: > 0 } data)
        {
            string archive = Path.Combine(data, "bisections.tar.xz");
            using Process tar = Process.Start("tar", ["-xJf", archive, "-C", Folder]);
            tar.WaitForExit();
        }
    }

    /// <summary>Where the logs are.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("bisections-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
