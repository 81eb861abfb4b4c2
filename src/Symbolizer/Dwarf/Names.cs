namespace KB.Symbolizer.Dwarf;

/// <summary>Attributes that are read. Source: DWARF 5, section 7.5.4, figure "Attribute encodings".</summary>
internal static class Attribute
{
    public const ushort Sibling = 0x01;
    public const ushort Name = 0x03;
    public const ushort StatementList = 0x10;
    public const ushort LowPc = 0x11;
    public const ushort HighPc = 0x12;
    public const ushort Language = 0x13;
    public const ushort Directory = 0x1b;
    public const ushort AbstractOrigin = 0x31;
    public const ushort Specification = 0x47;
    public const ushort Ranges = 0x55;
    public const ushort CallColumn = 0x57;
    public const ushort CallFile = 0x58;
    public const ushort CallLine = 0x59;
    public const ushort LinkageName = 0x6e;
    public const ushort StringOffsetsBase = 0x72;
    public const ushort AddressBase = 0x73;
    public const ushort RangeListsBase = 0x74;
    public const ushort MipsLinkageName = 0x2007;
    public const ushort GnuAddressBase = 0x2133;
}

/// <summary>Tags that are read. Source: DWARF 5, section 7.5.3.</summary>
internal static class Tag
{
    public const ushort ArrayType = 0x01;
    public const ushort ClassType = 0x02;
    public const ushort EnumerationType = 0x04;
    public const ushort StructureType = 0x13;
    public const ushort SubroutineType = 0x15;
    public const ushort UnionType = 0x17;
    public const ushort InlinedSubroutine = 0x1d;
    public const ushort Subprogram = 0x2e;
}

/// <summary>Forms of attribute values. Source: DWARF 5, section 7.5.6; the GNU ones: gcc's include/dwarf2.def.</summary>
internal static class Form
{
    public const ushort Address = 0x01;
    public const ushort Block2 = 0x03;
    public const ushort Block4 = 0x04;
    public const ushort Data2 = 0x05;
    public const ushort Data4 = 0x06;
    public const ushort Data8 = 0x07;
    public const ushort String = 0x08;
    public const ushort Block = 0x09;
    public const ushort Block1 = 0x0a;
    public const ushort Data1 = 0x0b;
    public const ushort Flag = 0x0c;
    public const ushort SignedData = 0x0d;
    public const ushort StringOffset = 0x0e;
    public const ushort UnsignedData = 0x0f;
    public const ushort ReferenceAddress = 0x10;
    public const ushort Reference1 = 0x11;
    public const ushort Reference2 = 0x12;
    public const ushort Reference4 = 0x13;
    public const ushort Reference8 = 0x14;
    public const ushort ReferenceUnsigned = 0x15;
    public const ushort Indirect = 0x16;
    public const ushort SectionOffset = 0x17;
    public const ushort Expression = 0x18;
    public const ushort FlagPresent = 0x19;
    public const ushort StringIndex = 0x1a;
    public const ushort AddressIndex = 0x1b;
    public const ushort ReferenceSupplementary4 = 0x1c;
    public const ushort StringSupplementary = 0x1d;
    public const ushort Data16 = 0x1e;
    public const ushort LineStringOffset = 0x1f;
    public const ushort ReferenceSignature = 0x20;
    public const ushort ImplicitConstant = 0x21;
    public const ushort LocationListIndex = 0x22;
    public const ushort RangeListIndex = 0x23;
    public const ushort ReferenceSupplementary8 = 0x24;
    public const ushort StringIndex1 = 0x25;
    public const ushort StringIndex2 = 0x26;
    public const ushort StringIndex3 = 0x27;
    public const ushort StringIndex4 = 0x28;
    public const ushort AddressIndex1 = 0x29;
    public const ushort AddressIndex2 = 0x2a;
    public const ushort AddressIndex3 = 0x2b;
    public const ushort AddressIndex4 = 0x2c;
    public const ushort GnuAddressIndex = 0x1f01;
    public const ushort GnuStringIndex = 0x1f02;
    public const ushort GnuReferenceAlternative = 0x1f20;
    public const ushort GnuStringAlternative = 0x1f21;
}
