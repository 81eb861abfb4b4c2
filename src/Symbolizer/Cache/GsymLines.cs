using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Cache;

/// <summary>Runs the line table of one function up to an address: the inner loop of every lookup.</summary>
internal static class GsymLines
{
    /// <summary>What each opcode adds to address and line; kept for the range that was used last, which in one file is mostly the same.</summary>
    private sealed record Steps(long Min, long Max, byte[] Advance, short[] Line);

    private static Steps _last = Make(0, 0);

    /// <summary>File and line at an address; zeros when the table starts behind it.</summary>
    public static (uint File, long Line) Find(ReadOnlySpan<byte> table, bool littleEndian, ulong start, ulong address)
    {
        var reader = new ByteReader(table, "GSYM line table", littleEndian);
        long min = reader.Sleb(), max = reader.Sleb(), line = (long)Math.Min(reader.Uleb(), int.MaxValue);
        if (min is < short.MinValue or > short.MaxValue || max < min || max > min + 255)
        {
            throw reader.Fault("a range of line steps that is none");
        }

        Steps steps = _last;
        if (steps.Min != min || steps.Max != max)
        {
            _last = steps = Make(min, max);
        }

        (byte[] advances, short[] lines) = (steps.Advance, steps.Line);
        (ulong at, ulong file, (uint, long) found) = (start, 1, (0, 0));
        int place = reader.Position;
        unchecked
        {
            while (place < table.Length)
            {
                byte opcode = table[place++];
                if (opcode >= GsymFormat.FirstSpecial)
                {
                    at += advances[opcode];
                    if (at > address)
                    {
                        return found;
                    }

                    line += lines[opcode];
                    found = ((uint)file, line);
                    if (at == address)
                    {
                        return found;
                    }

                    continue;
                }

                reader.Position = place;
                switch (opcode)
                {
                    case GsymFormat.EndSequence:
                        return found;
                    case GsymFormat.SetFile:
                        file = Math.Min(reader.Uleb(), uint.MaxValue);
                        break;
                    case GsymFormat.AdvanceLine:
                        line += reader.Sleb();
                        break;
                    default:
                        at += reader.Uleb();
                        if (at > address)
                        {
                            return found;
                        }

                        found = ((uint)file, line);
                        if (at == address)
                        {
                            return found;
                        }

                        break;
                }

                place = reader.Position;
            }
        }

        throw Damage.At("GSYM line table", place, "no end");
    }

    private static Steps Make(long min, long max)
    {
        int count = (int)(max - min + 1);
        var steps = new Steps(min, max, new byte[256], new short[256]);
        for (int opcode = GsymFormat.FirstSpecial; opcode < 256; opcode++)
        {
            (int advance, int step) = Math.DivRem(opcode - GsymFormat.FirstSpecial, count);
            (steps.Advance[opcode], steps.Line[opcode]) = ((byte)advance, (short)Math.Clamp(min + step, short.MinValue, short.MaxValue));
        }

        return steps;
    }
}
