namespace KB.Bench.Duplicates;

/// <summary>The stacks of the bugs as numbers of functions, and how many earlier bugs hold each.</summary>
internal sealed class Stacks
{
    private readonly int[][] main, all;
    private readonly int[] seen;

    public Stacks(IReadOnlyList<Bug> bugs)
    {
        var ids = new Dictionary<uint, int>();
        int Id(uint function) => ids.TryGetValue(function, out int id) ? id : ids[function] = ids.Count;
        main = [.. bugs.Select(bug => (bug.Features.Stacks.FirstOrDefault()?.Frames ?? []).Select(frame => Id(frame.Function)).ToArray())];
        all = [.. bugs.Select(bug => bug.Features.Stacks.SelectMany(stack => stack.Frames).Select(frame => Id(frame.Function)).ToArray())];
        seen = new int[ids.Count];
    }

    /// <summary>Bugs counted so far.</summary>
    public int Count { get; private set; }

    /// <summary>The stack of the crash, innermost first.</summary>
    public int[] Main(int bug) => main[bug];

    /// <summary>Functions of every stack, repeats kept.</summary>
    public int[] All(int bug) => all[bug];

    /// <summary>Earlier bugs with a function.</summary>
    public int Seen(int function) => seen[function];

    /// <summary>Share of earlier bugs with a function.</summary>
    public double Share(int function) => Count == 0 ? 0 : (double)seen[function] / Count;

    /// <summary>Logarithm of the inverse of that share.</summary>
    public double Idf(int function) => Math.Log(1 + ((Count - seen[function] + 0.5) / (seen[function] + 0.5)));

    /// <summary>Counts a bug as earlier from now on.</summary>
    public void Add(int bug)
    {
        Count++;
        foreach (int function in all[bug].Distinct())
        {
            seen[function]++;
        }
    }
}
