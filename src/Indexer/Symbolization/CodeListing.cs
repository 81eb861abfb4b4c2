using System.Globalization;
using Iced.Intel;

namespace KB.Indexer.Symbolization;

/// <summary>One instruction of a <c>Code:</c> line.</summary>
/// <param name="Offset">Bytes from the trapping instruction; negative before it.</param>
/// <param name="Bytes">Its bytes as hex digits.</param>
/// <param name="Text">The instruction in the syntax of the GNU assembler, as objdump prints it.</param>
/// <param name="Traps">True for the instruction that trapped.</param>
public sealed record CodeInstruction(int Offset, string Bytes, string Text, bool Traps)
{
    /// <summary>One line of a listing in columns, the trapping one marked: <c>&gt; +0x0   f7f1                    div %ecx</c>.</summary>
    public override string ToString() => $"{(Traps ? '>' : ' ')} {(Offset < 0 ? '-' : '+')}0x{Math.Abs(Offset),-4:x} {Bytes,-22} {Text}";
}

/// <summary>Disassembles the bytes of a <c>Code:</c> line around the trapping instruction.</summary>
/// <remarks>Source of the line: arch/x86/kernel/dumpstack.c, show_opcodes: 42 bytes before the trapping one, which stands in angle brackets, and 21 behind.</remarks>
public static class CodeListing
{
    /// <summary>No instruction of x86 is longer.</summary>
    private const int LongestInstruction = 15;

    /// <summary>The kernel prints 64 bytes; user space lines are alike.</summary>
    private const int MaxBytes = 256;

    /// <summary>The instructions in order; empty when the line has no trapping byte, or is not of an x86 machine.</summary>
    /// <param name="code">Bytes as printed: <c>31 c9 &lt;f7&gt; f1</c>.</param>
    /// <param name="arch">Architecture in the kernel's words; null for unknown, which is taken as x86_64.</param>
    public static IReadOnlyList<CodeInstruction> Read(string? code, string? arch)
    {
        int bitness = arch switch { null or "x86_64" or "amd64" => 64, "i386" or "i686" or "x86" => 32, _ => 0 };
        if (code == null || bitness == 0 || Bytes(code) is not (var bytes, >= 0 and var trap))
        {
            return [];
        }

        int start = StartThatMeets(bytes, trap, bitness);
        var listing = new List<CodeInstruction>();
        var formatter = new GasFormatter();
        foreach (Instruction instruction in Decode(bytes, start, bitness))
        {
            var output = new StringOutput();
            formatter.Format(instruction, output);
            int at = (int)instruction.IP;
            listing.Add(new(at - trap, Convert.ToHexStringLower(bytes.AsSpan(at, instruction.Length)), instruction.IsInvalid ? "(bad)" : output.ToString(), at == trap));
        }

        return listing;
    }

    private static (byte[] Bytes, int Trap)? Bytes(string code)
    {
        var bytes = new List<byte>();
        int trap = -1;
        foreach (string word in code.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MaxBytes))
        {
            bool marked = word.StartsWith('<') && word.EndsWith('>');
            if (!byte.TryParse(marked ? word[1..^1] : word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                break;
            }

            trap = marked ? bytes.Count : trap;
            bytes.Add(value);
        }

        return ([.. bytes], trap);
    }

    /// <summary>The first offset from which instructions follow each other up to the trapping one; the line starts in the middle of one.</summary>
    private static int StartThatMeets(byte[] bytes, int trap, int bitness)
    {
        for (int start = 0; start < Math.Min(trap, LongestInstruction); start++)
        {
            if (Decode(bytes, start, bitness).TakeWhile(one => !one.IsInvalid && (int)one.IP <= trap).Any(one => (int)one.IP == trap))
            {
                return start;
            }
        }

        return trap;
    }

    private static IEnumerable<Instruction> Decode(byte[] bytes, int start, int bitness)
    {
        var decoder = Decoder.Create(bitness, new ByteArrayCodeReader(bytes, start, bytes.Length - start), (ulong)start);
        while (decoder.IP < (ulong)bytes.Length)
        {
            Instruction instruction = decoder.Decode();
            if (instruction.Length == 0 || decoder.IP > (ulong)bytes.Length || decoder.LastError == DecoderError.NoMoreBytes)
            {
                yield break;
            }

            yield return instruction;
        }
    }
}
