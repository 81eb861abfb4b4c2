using KB.Indexer.Corpus;

namespace KB.Indexer.Cli;

/// <summary>Prints what is wrong in a data folder, one line a fault.</summary>
internal static class DataFaults
{
    /// <summary>Checks a data folder; returns the exit code.</summary>
    public static int Check(string data)
    {
        if (!Directory.Exists(data))
        {
            Console.Error.WriteLine($"kb: There is no data folder {data}.");
            return Inputs.Unusable;
        }

        return Print(DataCheck.Run(data), data);
    }

    /// <summary>Prints faults; returns the exit code.</summary>
    public static int Print(IReadOnlyList<DataFault> faults, string data)
    {
        foreach (DataFault fault in faults)
        {
            Console.WriteLine(fault);
        }

        Console.Error.WriteLine(faults.Count == 0 ? $"{data}: nothing is wrong."
            : $"{data}: {faults.Count} {(faults.Count == 1 ? "fault" : "faults")}.{(faults.Any(fault => fault.IsIndex) ? $" Run: kb repair --data {data}" : "")}");
        return faults.Count == 0 ? 0 : Inputs.Unusable;
    }
}
