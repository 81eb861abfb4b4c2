using KB.Symbolizer.Elf;

namespace KB.Symbolizer.Dwarf;

/// <summary>The registers of the line number program. Source: DWARF 5, sections 6.2.2 and 6.2.5.</summary>
internal struct LineState()
{
    public const int Copy = 1, EndSequence = 1, SetAddress = 2, DefineFile = 3;
    private const int AdvancePc = 2, AdvanceLine = 3, SetFile = 4, SetColumn = 5, ConstantAddPc = 8, FixedAdvancePc = 9, SetIsa = 12;

    public ulong Address;
    public ulong Operation;
    public uint File = 1;
    public uint Line = 1;
    public ushort Column;

    /// <summary>Moves on by operations, which are instructions or, on VLIW machines, parts of them.</summary>
    public void Advance(ulong operations, LineHeader header)
    {
        if (header.MaxOperations <= 1)
        {
            Address = unchecked(Address + (operations * header.MinInstructionLength));
            return;
        }

        ulong all = unchecked(Operation + operations);
        Address = unchecked(Address + (header.MinInstructionLength * (all / header.MaxOperations)));
        Operation = all % header.MaxOperations;
    }

    /// <summary>Runs a standard opcode other than <see cref="Copy"/>; passes over the arguments of one that is unknown, or sets what nobody asks for, such as is_stmt.</summary>
    public void RunStandard(int opcode, ref ByteReader reader, LineHeader header)
    {
        switch (opcode)
        {
            case AdvancePc:
                Advance(reader.Uleb(), header);
                break;
            case AdvanceLine:
                Line = unchecked(Line + (uint)reader.Sleb());
                break;
            case SetFile:
                File = (uint)Math.Min(reader.Uleb(), uint.MaxValue);
                break;
            case SetColumn:
                Column = (ushort)Math.Min(reader.Uleb(), ushort.MaxValue);
                break;
            case ConstantAddPc:
                Advance((ulong)((255 - header.OpcodeBase) / header.LineRange), header);
                break;
            case FixedAdvancePc:
                Address = unchecked(Address + reader.U16());
                Operation = 0;
                break;
            case SetIsa:
                reader.SkipLeb();
                break;
            default:
                for (int i = header.ArgumentCount(opcode); i > 0; i--)
                {
                    reader.SkipLeb();
                }

                break;
        }
    }
}
