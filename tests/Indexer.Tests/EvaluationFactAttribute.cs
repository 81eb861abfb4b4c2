namespace KB.Indexer.Tests;

/// <summary>A fact that reads evaluation data from the folder named by KB_EVALUATION_DATA; reported as skipped when it is unset.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EvaluationFactAttribute : FactAttribute
{
    private const string Variable = "KB_EVALUATION_DATA";

    public EvaluationFactAttribute()
    {
        if (string.IsNullOrEmpty(Folder))
        {
            Skip = $"{Variable} names no folder with evaluation data";
        }
    }

    /// <summary>The folder; empty when there is none.</summary>
    public static string Folder => Environment.GetEnvironmentVariable(Variable) ?? "";
}
