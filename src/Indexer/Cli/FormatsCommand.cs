using System.CommandLine;
using KB.Indexer.Reports.Formats;

namespace KB.Indexer.Cli;

/// <summary><c>kb formats</c>: every way in which the kernel announces a crash that is recognised.</summary>
internal static class FormatsCommand
{
    public static Command Create()
    {
        var markdown = new Option<bool>("--markdown") { Description = "As the table of docs/formats.md." };
        var command = new Command("formats", "Prints what is recognised: name, trigger, title, the kernel file that prints it, an example.") { markdown };
        command.SetAction(result =>
        {
            using var output = new StreamWriter(Console.OpenStandardOutput());
            output.Write(result.GetValue(markdown) ? FormatsPage.Markdown() : FormatsPage.Plain());
        });
        return command;
    }
}
