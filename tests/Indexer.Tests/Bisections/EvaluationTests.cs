using System.Text.RegularExpressions;
using KB.Indexer.Bisections;

namespace KB.Indexer.Tests.Bisections;

/// <summary>Real logs of the evaluation data against what their lines say.</summary>
public sealed class EvaluationTests(BisectionArchive archive) : IClassFixture<BisectionArchive>
{
    [EvaluationFact]
    public void What_is_read_of_real_logs_agrees_with_their_lines()
    {
        int count = 0;
        foreach (string file in Files("Log_*.txt"))
        {
            string text = File.ReadAllText(file).Replace("\r", "", StringComparison.Ordinal);
            Bisection bisection = BisectionParser.Parse(text)!;
            int end = text.IndexOf("\ncrash: ", StringComparison.Ordinal);
            string body = end < 0 ? text : text[..(end + 1)];

            Assert.Equal(Hashes(body, "^# git bisect (?:good|bad|skip) ([0-9a-f]{40})"), bisection.GitVerdicts.Select(verdict => verdict.Commit));
            Assert.Equal(Hashes(body, "^testing commit ([0-9a-f]{40})"), bisection.Revisions.Select(revision => revision.Commit));
            Assert.Equal(Hashes(body, "^first bad commit: ([0-9a-f]{40})").FirstOrDefault(), bisection.Result.Commit);
            Assert.Equal(0, bisection.UnreadLines);
            count++;
        }

        Assert.NotEqual(0, count);
    }

    [EvaluationFact]
    public void Every_error_text_is_a_bisection_that_ended_in_an_error()
    {
        string[] files = Files("Error_*.txt");

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal("error", BisectionParser.Parse(File.ReadAllText(file))?.Result.Kind));
    }

    private static IEnumerable<string> Hashes(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.Multiline | RegexOptions.NonBacktracking).Select(match => match.Groups[1].Value);

    private string[] Files(string pattern) => Directory.GetFiles(archive.Folder, pattern, SearchOption.AllDirectories);
}
