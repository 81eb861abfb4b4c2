using System.CommandLine;
using KB.Indexer.Duplicates.Comparing;
using KB.Indexer.Reports;
using KB.Indexer.Search;

namespace KB.Indexer.Cli;

/// <summary><c>kb compare A B</c>: why, or why not, two crashes are one bug.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        Option<string> data = DataOption.Create();
        var a = new Argument<string>("A") { Description = "A file with a report, or the id of a crash of the index." };
        var b = new Argument<string>("B") { Description = "Another." };
        var command = new Command("compare", "Tells why, or why not, two crashes are one bug.") { data, a, b };
        command.SetAction(result => Run(result.GetValue(data)!, result.GetValue(a)!, result.GetValue(b)!));
        return command;
    }

    private static int Run(string data, string a, string b)
    {
        CrashIndex? index = Directory.Exists(data) ? CrashIndex.Open(data) : null;
        if (Find(index, data, a) is not { } one || Find(index, data, b) is not { } other)
        {
            return Inputs.Unusable;
        }

        Console.Out.Write(ComparisonText.Of(index?.Compare(one, other) ?? Explanation.Compare(one, other)));
        return 0;
    }

    private static CrashReport? Find(CrashIndex? index, string data, string name)
    {
        if (name == "-" || File.Exists(name))
        {
            if (Inputs.Texts(name).SelectMany(text => Inputs.Reports(text.Name, text.Text)).FirstOrDefault() is { } report)
            {
                return report;
            }

            Console.Error.WriteLine($"kb: {name}: no crash report");
            return null;
        }

        CrashReport? known = index?.FindReport(name);
        if (known is null)
        {
            Console.Error.WriteLine($"kb: {name}: no such file, and no such crash in {data}");
        }

        return known;
    }
}
