using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Dwarf;

/// <summary>Answers addresses from the debug information of an image. Safe to use from several threads.</summary>
internal sealed class DwarfImage(ElfFile file)
{
    /// <summary>For fewer units than this starting a second thread costs more than it gains.</summary>
    private const int UnitsWorthThreads = 12;

    private readonly Lazy<(Sections Sections, UnitIndex Index)> _contents = new(() =>
    {
        var sections = new Sections(file);
        return (sections, new UnitIndex(sections));
    });

    public Sections Sections => _contents.Value.Sections;

    public UnitIndex Index => _contents.Value.Index;

    /// <summary>The frames of each address, innermost first, in the order given; empty where nothing is known.</summary>
    public SourceFrame[][] FindFrames(IReadOnlyList<ulong> addresses)
    {
        var answers = new SourceFrame[addresses.Count][];
        Array.Fill(answers, []);
        List<(int Unit, int First, int Count)> groups = Group(addresses, out ulong[] sorted, out int[] order);
        Each(groups.Count, () => new UnitReader(Sections, Index), (reader, i) =>
        {
            (int unit, int first, int count) = groups[i];
            SourceFrame[][] part = reader.Answer(Index.Units[unit], sorted.AsSpan(first, count).ToArray());
            for (int k = 0; k < part.Length; k++)
            {
                answers[order[first + k]] = part[k];
            }
        });
        return answers;
    }

    /// <summary>Does a piece of work for each index below a count, with a reader for each thread.</summary>
    /// <exception cref="BadImageFormatException">The first one that any piece of work threw.</exception>
    public static void Each<TReader>(int count, Func<TReader> create, Action<TReader, int> work)
    {
        int next = -1;
        Exception? failure = null;
        void Work()
        {
            try
            {
                TReader reader = create();
                for (int i = Interlocked.Increment(ref next); i < count && failure == null; i = Interlocked.Increment(ref next))
                {
                    work(reader, i);
                }
            }
            catch (Exception error) when (error is BadImageFormatException or OverflowException)
            {
                // Arithmetic is checked: a sum of sizes that does not fit is damage that no reader had a better word for.
                Interlocked.CompareExchange(ref failure, error, null);
            }
        }

        var threads = new Thread[count < UnitsWorthThreads ? 0 : Math.Min(Environment.ProcessorCount, 8) - 1];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Work);
            threads[i].Start();
        }

        Work();
        Array.ForEach(threads, thread => thread.Join());
        if (failure != null)
        {
            throw failure is OverflowException ? new BadImageFormatException(".debug_info at 0x0: sizes that do not fit 64 bits", failure)
                : new BadImageFormatException(failure.Message, failure);
        }
    }

    /// <summary>Sorts the addresses and finds the unit of each; addresses of one unit follow each other.</summary>
    private List<(int Unit, int First, int Count)> Group(IReadOnlyList<ulong> addresses, out ulong[] sorted, out int[] order)
    {
        UnitIndex index = Index;
        var units = new int[addresses.Count];
        order = new int[addresses.Count];
        for (int i = 0; i < order.Length; i++)
        {
            (units[i], order[i]) = (index.Find(addresses[i]), i);
        }

        int[] unitOf = units;
        Array.Sort(order, (a, b) => (unitOf[a], addresses[a]).CompareTo((unitOf[b], addresses[b])));
        sorted = new ulong[order.Length];
        var groups = new List<(int Unit, int First, int Count)>();
        for (int i = 0; i < order.Length; i++)
        {
            sorted[i] = addresses[order[i]];
            int unit = units[order[i]];
            if (unit < 0)
            {
                continue;
            }

            if (groups.Count > 0 && groups[^1].Unit == unit)
            {
                groups[^1] = groups[^1] with { Count = groups[^1].Count + 1 };
            }
            else
            {
                groups.Add((unit, i, 1));
            }
        }

        return groups;
    }
}
