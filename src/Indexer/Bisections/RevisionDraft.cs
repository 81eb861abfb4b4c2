using System.Text;

namespace KB.Indexer.Bisections;

/// <summary>One test while it is read.</summary>
internal sealed class RevisionDraft(string commit, string role, string? release, int line)
{
    private readonly StringBuilder error = new();
    private readonly StringBuilder detail = new();

    public string Commit { get; } = commit;
    public string Role { get; } = role;
    public string? Release { get; } = release;
    public int Line { get; } = line;
    public string? Compiler { get; set; }
    public string? Signature { get; set; }
    public bool AllRuns { get; set; }
    public string? GitVerdict { get; set; }
    public string? Representative { get; set; }
    public IReadOnlyList<string> CrashTypes { get; set; } = [];
    public double? FalseNegativeChance { get; set; }
    public bool Undetermined { get; set; }
    public List<Run> Runs { get; } = [];

    /// <summary>Why it could not be built or tested; null when it could.</summary>
    public string? Error => error.Length == 0 ? null : error.ToString().TrimEnd('\n');

    /// <summary>Adds a run; further lines of its verdict come through <see cref="AddDetail"/>.</summary>
    public void AddRun(Run run)
    {
        CloseDetail();
        Runs.Add(run);
    }

    /// <summary>Adds a line to the verdict of the last run.</summary>
    public void AddDetail(string text) => Append(detail, text);

    /// <summary>Adds a line to <see cref="Error"/>.</summary>
    public void AddError(string text) => Append(error, text);

    /// <summary>Gives the last run the lines that followed it.</summary>
    public void CloseDetail()
    {
        if (detail.Length > 0 && Runs.Count > 0)
        {
            string text = detail.ToString().TrimEnd('\n');
            Runs[^1] = Runs[^1] with { Detail = text.Length == 0 ? null : text };
        }

        detail.Clear();
    }

    private static void Append(StringBuilder builder, string text)
    {
        if (builder.Length < BisectionDraft.MaxText)
        {
            builder.Append(text).Append('\n');
        }
    }
}
