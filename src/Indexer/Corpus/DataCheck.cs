using System.Text.Json;
using KB.Indexer.Search;

namespace KB.Indexer.Corpus;

/// <summary>Something wrong in a data folder.</summary>
/// <param name="Place">File, and line where there is one.</param>
/// <param name="What">What is wrong and what to do.</param>
/// <param name="IsIndex">True when it is in the index, which can be made anew; false for the journal, which cannot.</param>
public sealed record DataFault(string Place, string What, bool IsIndex)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {What}";
}

/// <summary>Looks at every byte of a data folder: the journal entry by entry, the index record by record.</summary>
public static class DataCheck
{
    /// <summary>Faults listed of one part of the journal: a part of zeros has millions.</summary>
    private const int MaxPerPart = 20;

    /// <summary>What is wrong; nothing is changed.</summary>
    public static IReadOnlyList<DataFault> Run(string data) => [.. Journal.Parts(data).SelectMany(OfPart), .. OfPositions(data), .. CatalogueCheck.Run(data)];

    private static IEnumerable<DataFault> OfPart(string part)
    {
        if (Journal.TornBytes(part) is > 0 and var torn)
        {
            yield return new DataFault(part, $"ends in {torn} bytes of a write that was cut off and never acknowledged; kb repair, or the next import, removes them", false);
        }

        int line = 0, faults = 0;
        foreach ((_, string entry) in Journal.Read(part, 0))
        {
            line++;
            if (!IsObject(entry) && ++faults <= MaxPerPart)
            {
                yield return new DataFault($"{part}:{line}", "is no JSON object: the disk changed it; put the part back from a backup", false);
            }
        }
    }

    private static IEnumerable<DataFault> OfPositions(string data)
    {
        Dictionary<string, long> sizes = Journal.Parts(data).Select(CorpusFile.OfJournal).ToDictionary(part => part.Name, part => part.Size);
        return CatalogueCheck.JournalPositions(data).Where(known => known.Value > sizes.GetValueOrDefault(known.Key))
            .Select(known => new DataFault(known.Key, $"the index has read {known.Value} bytes of it, it has {sizes.GetValueOrDefault(known.Key)}: a part of the journal is lost; put it back from a backup", false));
    }

    private static bool IsObject(string entry)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(entry);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
