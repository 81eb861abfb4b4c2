using KB.Indexer.Corpus;
using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Corpus;

/// <summary>Texts as people have them (mails, trackers, consoles of eight architectures) against labels made by reading.</summary>
public sealed class InputTests
{
    private const string Archive = "inputs.tar.xz";

    [EvaluationFact]
    public void No_input_is_unreadable()
    {
        Dictionary<string, SourceDocument> inputs = Read();

        Assert.Equal(InputLabels.All.Count, InputLabels.All.Count(label => inputs.ContainsKey(label.File)));
        Assert.DoesNotContain(inputs.Values, document => document.Unread is not null);
    }

    [EvaluationFact]
    public void Every_reference_that_a_reader_found_is_found()
    {
        Dictionary<string, SourceDocument> inputs = Read();

        Assert.All(InputLabels.All, label => Assert.Empty(label.Trackers.Except(inputs[label.File].Trackers.Select(found => $"{found.Tracker}:{found.Id}"))));
    }

    [EvaluationFact]
    public void Commands_are_those_of_people_and_no_others()
    {
        Dictionary<string, SourceDocument> inputs = Read();

        Assert.All(InputLabels.All, label => Assert.Equal(label.Commands, inputs[label.File].Commands.Select(command => command.Argument is { } argument ? $"{command.Command}: {argument}" : command.Command)));
    }

    /// <summary>The shares of right answers, as score.py counts them; the function is the hardest, where traces are cut or rewritten.</summary>
    [EvaluationFact]
    public void What_is_read_agrees_with_the_reader()
    {
        Dictionary<string, SourceDocument> inputs = Read();

        Assert.Multiple(
            () => Agrees(inputs, 0.98, "crashes", label => "any", (label, reports) => (label.Crashes != "0") == reports.Count > 0 || label.Also["crashes"].Contains($"{reports.Count}")),
            () => Agrees(inputs, 0.98, "several", label => int.TryParse(label.Crashes, out int count) && count > 1 ? label.Crashes : "", (label, reports) => label.Fits("crashes", label.Crashes, $"{reports.Count}")),
            () => Agrees(inputs, 0.98, "release", label => label.Release, (label, reports) => label.Fits("release", label.Release, First(reports)?.Kernel.Release)),
            () => Agrees(inputs, 0.98, "arch", label => label.Arch, (label, reports) => label.Fits("arch", label.Arch, First(reports)?.Kernel.Arch)),
            () => Agrees(inputs, 0.96, "function", label => label.Function, (label, reports) => Names(label, First(reports))));
    }

    private static CrashReport? First(IReadOnlyList<CrashReport> reports) => reports.Count == 0 ? null : reports[0];

    private static void Agrees(
        Dictionary<string, SourceDocument> inputs, double share, string column, Func<InputLabels, string> asked, Func<InputLabels, IReadOnlyList<CrashReport>, bool> isRight)
    {
        InputLabels[] labels = [.. InputLabels.All.Where(label => asked(label).Length > 0 && (column == "crashes" || label.Crashes != "0"))];
        Assert.NotEmpty(labels);
        string[] wrong = [.. labels.Where(label => !isRight(label, inputs[label.File].Reports)).Select(label => label.File)];

        Assert.True(wrong.Length <= labels.Length * (1 - share), $"{column}: {labels.Length - wrong.Length} of {labels.Length}, wrong {string.Join(' ', wrong)}");
    }

    private static bool Names(InputLabels label, CrashReport? report) =>
        label.Fits("function", label.Function, report?.Frame)
        || label.Fits("function", label.Function, report?.Stacks.SelectMany(stack => stack.Frames).FirstOrDefault()?.Function)
        || label.Also["function"].Append(label.Function).Any(name => name.Length > 0 && report?.Title.EndsWith(" " + name, StringComparison.Ordinal) == true);

    private static Dictionary<string, SourceDocument> Read() => Inputs.Value;

    /// <summary>Read once for all tests.</summary>
    private static readonly Lazy<Dictionary<string, SourceDocument>> Inputs = new(() =>
        SourceReader.Read(Path.Combine(EvaluationFactAttribute.Folder, Archive)).ToDictionary(document => document.Path[(document.Path.IndexOf('!', StringComparison.Ordinal) + 1)..].TrimStart('.', '/')));
}
