namespace KB.Indexer.Search.Engine;

/// <summary>Positions of one document: their number, then their deltas.</summary>
internal static class Positions
{
    /// <summary>Moves <paramref name="at"/> behind the positions of one document.</summary>
    public static void Skip(ReadOnlySpan<byte> data, ref int at)
    {
        for (uint left = Leb.Read(data, ref at); left > 0; left--)
        {
            while (data[at++] >= 0x80)
            {
            }
        }
    }

    /// <summary>Reads the positions of one document, ascending.</summary>
    public static void Read(ReadOnlySpan<byte> data, ref int at, List<int> to)
    {
        to.Clear();
        uint position = 0;
        for (uint left = Leb.Read(data, ref at); left > 0; left--)
        {
            unchecked
            {
                position += Leb.Read(data, ref at);
            }

            to.Add((int)(position & int.MaxValue));
        }
    }
}
