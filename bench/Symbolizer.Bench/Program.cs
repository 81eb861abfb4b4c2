using KB.Symbolizer.Bench;

// One program for measuring and for feeding damaged images: see docs/symbolizer.md for the figures it gave.
return args switch
{
    ["cache", var image, var path] => Measures.Cache(image, path),
    ["rate", var image, var path] => Measures.Rate(image, path),
    ["lookup", var image, .. var addresses] => Measures.Lookup(image, addresses),
    ["compare", var image, var path] => Measures.Compare(image, path),
    ["fuzz", var image, var runs, .. var seed] => Fuzz.Run(image, int.Parse(runs), seed.Length > 0 ? int.Parse(seed[0]) : 1),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: cache IMAGE FILE        makes a GSYM file and says how long it took and how large it is
               rate IMAGE FILE         lookups a second on one core, with a GSYM file and without
               compare IMAGE FILE      answers from the image against answers from a GSYM file
               lookup IMAGE ADDRESS…   frames of addresses
               fuzz IMAGE RUNS [SEED]  flips, cuts and grows the image and asks it
        """);
    return 2;
}
