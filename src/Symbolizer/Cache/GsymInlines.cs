using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Cache;

/// <summary>One call that the compiler inlined: strings and files as indexes of the GSYM file.</summary>
internal readonly record struct InlinedCall(uint Name, uint File, uint Line);

/// <summary>Walks the tree of inlined calls of one function: with <see cref="GsymLines"/> the inner loop of every lookup.</summary>
/// <remarks>
/// A call is its ranges, a mark whether calls within it follow, its name, file and line; a list of calls ends with a call without ranges.
/// Ranges count from the start of the caller's first one. A subtree that does not cover the address has to be read to its end all the same.
/// </remarks>
internal static class GsymInlines
{
    private const string Part = "GSYM inline information";

    /// <summary>Adds the calls that cover an address, outermost first, without the function itself: of siblings the first, as LLVM does.</summary>
    /// <exception cref="BadImageFormatException">The tree has no end.</exception>
    public static void Find(ReadOnlySpan<byte> tree, bool littleEndian, ulong start, ulong address, List<InlinedCall> calls)
    {
        int at = 0;
        bool isRoot = true;
        ulong from = start;
        for (ulong count = Uleb(tree, ref at); count != 0; count = Uleb(tree, ref at))
        {
            (bool covers, ulong first) = ReadRanges(tree, ref at, count, from, address);
            bool hasCalls = Byte(tree, ref at) != 0;
            if (!covers)
            {
                SkipCall(tree, ref at);
                if (hasCalls)
                {
                    SkipList(tree, ref at);
                }

                continue;
            }

            if (!isRoot)
            {
                calls.Add(ReadCall(tree, ref at, littleEndian));
            }
            else
            {
                SkipCall(tree, ref at);
            }

            if (!hasCalls)
            {
                return;
            }

            (from, isRoot) = (first, false);
        }
    }

    private static (bool Covers, ulong First) ReadRanges(ReadOnlySpan<byte> tree, ref int at, ulong count, ulong from, ulong address)
    {
        (bool covers, ulong first) = (false, 0);
        for (ulong i = 0; i < count; i++)
        {
            ulong low = unchecked(from + Uleb(tree, ref at));
            covers |= unchecked(address - low) < Uleb(tree, ref at);
            first = i == 0 ? low : first;
        }

        return (covers, first);
    }

    private static InlinedCall ReadCall(ReadOnlySpan<byte> tree, ref int at, bool littleEndian)
    {
        var reader = new ByteReader(tree, Part, littleEndian, at);
        var call = new InlinedCall(reader.U32(), (uint)Math.Min(reader.Uleb(), uint.MaxValue), (uint)Math.Min(reader.Uleb(), int.MaxValue));
        at = reader.Position;
        return call;
    }

    /// <summary>Moves behind name, file and line.</summary>
    private static void SkipCall(ReadOnlySpan<byte> tree, ref int at)
    {
        at += sizeof(uint);
        SkipLebs(tree, ref at, 2);
    }

    /// <summary>Moves behind a list of calls and all lists within it.</summary>
    private static void SkipList(ReadOnlySpan<byte> tree, ref int at)
    {
        for (int open = 1; open > 0;)
        {
            ulong count = Uleb(tree, ref at);
            if (count == 0)
            {
                open--;
                continue;
            }

            SkipLebs(tree, ref at, unchecked(2 * count));
            open += Byte(tree, ref at) != 0 ? 1 : 0;
            SkipCall(tree, ref at);
        }
    }

    private static void SkipLebs(ReadOnlySpan<byte> tree, ref int at, ulong count)
    {
        int place = at;
        for (; count > 0; count--)
        {
            while (Byte(tree, ref place) >= 0x80)
            {
            }
        }

        at = place;
    }

    private static byte Byte(ReadOnlySpan<byte> tree, ref int at) => (uint)at < (uint)tree.Length ? tree[at++] : throw Damage.At(Part, at, "no end");

    private static ulong Uleb(ReadOnlySpan<byte> tree, ref int at)
    {
        byte first = Byte(tree, ref at);
        return first < 0x80 ? first : LongUleb(tree, ref at);
    }

    private static ulong LongUleb(ReadOnlySpan<byte> tree, ref int at)
    {
        var reader = new ByteReader(tree, Part, littleEndian: true, at - 1);
        ulong value = reader.Uleb();
        at = reader.Position;
        return value;
    }
}
