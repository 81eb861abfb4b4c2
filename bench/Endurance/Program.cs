using KB.Bench.Endurance;

// Endurance kill ROUNDS            SIGKILL at random moments of import, index, report and decision
// Endurance load SECONDS [SITE]    32 readers and 4 that bring reports in
// Endurance serve SECONDS DATA     start, first bytes and wrk over an existing index (bench/Search makes reports for a large one)
// Endurance replica ROUNDS         SIGKILL at random moments of kb replicate, beside a site over the replica
// Endurance fuzz INPUTS [FINDINGS] changed reports, logs, mails, pages and queries
string corpus = Environment.GetEnvironmentVariable("KB_CORPUS") ?? "corpus";
switch (args)
{
    case ["kill", var rounds]:
        return await new KillRounds(Console.Out, int.Parse(rounds), seed: Environment.TickCount).Run() ? 0 : 1;
    case ["load", var seconds]:
        return await new Load(Console.Out, TimeSpan.FromSeconds(int.Parse(seconds)), corpus).Run() ? 0 : 1;
    case ["serve", var seconds, var data]:
        return await new Serve(Console.Out, data, corpus, int.Parse(seconds)).Run() ? 0 : 1;
    case ["replica", var rounds]:
        return await new Replica(Console.Out, int.Parse(rounds), seed: Environment.TickCount).Run() ? 0 : 1;
    case ["fuzz", var inputs, .. var rest]:
        using (var fuzz = new Fuzz(corpus))
        {
            return fuzz.Run(int.Parse(inputs), Environment.TickCount, Console.Out, rest is [var folder] ? folder : null).Count == 0 ? 0 : 1;
        }

    default:
        Console.Error.WriteLine("Usage: Endurance kill ROUNDS | load SECONDS | serve SECONDS DATA | replica ROUNDS | fuzz INPUTS [FINDINGS]");
        return 2;
}
