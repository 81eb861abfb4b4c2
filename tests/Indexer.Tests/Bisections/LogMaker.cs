using System.Text;
using KB.Indexer.Bisections;

namespace KB.Indexer.Tests.Bisections;

/// <summary>Writes made-up logs from the little that matters to a judgement.</summary>
internal sealed class LogMaker
{
    private readonly StringBuilder text = new();
    private int commits;

    public LogMaker()
    {
        text.Append($"bisecting cause commit starting from {Commit(commits)}\nbuilding syzkaller on {Logs.E}\n");
    }

    /// <summary>Tests the start: ten runs with these crash titles; null is a run without a crash.</summary>
    public LogMaker Start(params string?[] runs) => Test(runs);

    /// <summary>Tests a release.</summary>
    public LogMaker Release(string tag, params string?[] runs)
    {
        text.Append($"testing release {tag}\n");
        return Test(runs);
    }

    /// <summary>Starts git between the last release but one and the last.</summary>
    public LogMaker Bisect()
    {
        text.Append($"# git bisect start {Commit(commits - 2)} {Commit(commits - 1)}\n");
        return this;
    }

    /// <summary>One step of git.</summary>
    public LogMaker Step(string verdict, params string?[] runs)
    {
        string commit = Commit(commits);
        text.Append($"Bisecting: 9 revisions left to test after this (roughly 3 steps)\n[{commit}] widget: step\n\n");
        Test(runs);
        text.Append($"# git bisect {verdict} {commit}\n");
        return this;
    }

    /// <summary>Names the culprit and ends.</summary>
    public Bisection Culprit(string title, string path, string crash, string signatures = "1 2")
    {
        string commit = Commit(commits - 1);
        string[] signature = signatures.Split(' ');
        text.Append($"""
            {commit} is the first bad commit
            commit {commit}
            Author: W. Maker <maker@example.org>

                {title}

             {path} | 2 +-

            culprit signature: {new string(signature[0][0], 64)}
            parent  signature: {new string(signature[1][0], 64)}
            revisions tested: {commits}, total time: 1h0m0s (build: 30m0s, test: 20m0s)
            first bad commit: {commit} {title}
            crash: {crash}
            Call Trace:
             widget_poll+0x1/0x2 drivers/widget/core.c:30

            """);
        return BisectionParser.Parse(text.ToString())!;
    }

    /// <summary>Ends at the oldest release.</summary>
    public Bisection Oldest(string crash)
    {
        text.Append($"revisions tested: {commits}, total time: 1h0m0s (build: 30m0s, test: 20m0s)\nthe crash already happened on the oldest tested release\ncrash: {crash}\n");
        return BisectionParser.Parse(text.ToString())!;
    }

    /// <summary>The log as far as it goes.</summary>
    public Bisection Cut() => BisectionParser.Parse(text.ToString())!;

    /// <summary>The same title in every one of ten runs.</summary>
    public static string?[] All(string? title) => [.. Enumerable.Repeat(title, 10)];

    /// <summary>A title in some of ten runs, none in the others.</summary>
    public static string?[] Some(string title, int count) => [.. Enumerable.Range(0, 10).Select(i => i < count ? title : null)];

    private LogMaker Test(string?[] runs)
    {
        text.Append($"testing commit {Commit(commits++)} with gcc (GCC) 8.1.0\n");
        for (int i = 0; i < runs.Length; i++)
        {
            text.Append($"run #{i}: {(runs[i] is { } title ? "crashed: " + title : "OK")}\n");
        }

        return this;
    }

    private static string Commit(int number) => number.ToString("x").PadLeft(40, '0');
}
