using KB.Indexer.Corpus;

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

    private static Dictionary<string, SourceDocument> Read() =>
        SourceReader.Read(Path.Combine(EvaluationFactAttribute.Folder, Archive)).ToDictionary(document => document.Path[(document.Path.IndexOf('!', StringComparison.Ordinal) + 1)..].TrimStart('.', '/'));
}
