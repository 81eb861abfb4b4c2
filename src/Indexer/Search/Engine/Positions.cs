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

    /// <summary>Reads the positions of one document behind those already there; gives how many there are then.</summary>
    public static int Read(ReadOnlySpan<byte> data, int at, ref int[] to, int count)
    {
        int left = (int)Math.Min(Leb.Read(data, ref at), int.MaxValue);
        if (count + left > to.Length)
        {
            // A damaged count cannot ask for more than the bytes that are left.
            Array.Resize(ref to, Math.Max(to.Length * 2, count + Math.Min(left, data.Length - at)));
        }

        uint position = 0;
        unchecked
        {
            for (; left > 0; left--)
            {
                uint delta = data[at];
                if (delta < 0x80)
                {
                    at++;
                }
                else
                {
                    delta = Leb.Read(data, ref at);
                }

                position += delta;
                to[count++] = (int)(position & int.MaxValue);
            }
        }

        return count;
    }
}
