using System.CommandLine;
using System.Text.Json;
using KB.Indexer.Duplicates;

namespace KB.Indexer.Cli;

/// <summary><c>kb triage</c>: a stream of crashes against all earlier ones of the stream; nothing is stored.</summary>
internal static class TriageCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a crash." };
        var top = new Option<int>("--top") { Description = "Candidates of each.", DefaultValueFactory = _ => 5 };
        var ignore = new Option<string?>("--ignore") { Description = "time: judge as if no day were known." };
        ignore.AcceptOnlyFromAmong("time");
        var file = new Argument<string>("FILE") { Description = "Crashes as {\"id\",\"time\",\"title\",\"text\"} a line; .gz or - too." };
        var command = new Command("triage", "Tells of each crash of a stream which earlier ones it is.") { json, top, ignore, file };
        command.SetAction(result => Run(result.GetValue(file)!, result.GetValue(json), result.GetValue(top), result.GetValue(ignore) == "time"));
        return command;
    }

    private static int Run(string file, bool json, int top, bool ignoreTime)
    {
        if (file != "-" && !File.Exists(file))
        {
            Console.Error.WriteLine($"kb: {file}: no such file");
            return Inputs.Unusable;
        }

        int code = 0;
        void Refuse(int number, string why)
        {
            Console.Error.WriteLine($"kb: {file}:{number}: {why}");
            code = Inputs.Unusable;
        }

        using var output = new StreamWriter(Console.OpenStandardOutput());
        foreach (TriagedCrash crash in Triage.Run(CrashStream.Read(file, Refuse), top, ignoreTime, withReasons: true))
        {
            output.WriteLine(json ? JsonSerializer.Serialize(crash, KbJson.Lines.TriagedCrash) : Line(crash));
        }

        return code;
    }

    private static string Line(TriagedCrash crash) => crash.Candidates is [var best, ..]
        ? FormattableString.Invariant($"{crash.Id}: {crash.Decision} {crash.Of} {best.Probability:0.00} {string.Join("; ", best.Reasons)}")
        : $"{crash.Id}: {crash.Decision}";
}
