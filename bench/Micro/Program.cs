using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using KB.Bench.Micro;

// One short job in this process: a project made and built for each benchmark would take longer than what it measures.
IConfig config = ManualConfig.CreateEmpty()
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddExporter(BenchmarkDotNet.Exporters.MarkdownExporter.GitHub)
    .AddLogger(ConsoleLogger.Default);
BenchmarkRunner.Run<Operations>(config, args);
