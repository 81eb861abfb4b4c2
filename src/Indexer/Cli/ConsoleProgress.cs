using KB.Indexer.Corpus;
using Spectre.Console;

namespace KB.Indexer.Cli;

/// <summary>Shows how far an update is: a bar on a terminal while it lasts, nothing where stderr goes to a file.</summary>
public static class ConsoleProgress
{
    /// <summary>Runs an update with its progress shown.</summary>
    public static IndexSummary Run(Func<IProgress<IndexProgress>?, IndexSummary> update)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (Console.IsErrorRedirected)
        {
            return update(null);
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("indexing");
                return update(new Reporter(step =>
                {
                    task.MaxValue = step.Total;
                    task.Value = step.Done;
                }));
            });
    }

    private sealed class Reporter(Action<IndexProgress> report) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress value) => report(value);
    }
}
