namespace KB.Symbolizer.Dwarf;

/// <summary>How long a value is, so that it can be passed over: a count of bytes, or one of the negative kinds below.</summary>
internal static class FormSize
{
    public const sbyte Leb = -1;
    public const sbyte Text = -2;
    public const sbyte Block = -3;
    public const sbyte Block1 = -4;
    public const sbyte Block2 = -5;
    public const sbyte Block4 = -6;
    public const sbyte Indirect = -7;
    public const sbyte Unknown = -8;

    /// <summary>The size of a form in a unit with that encoding.</summary>
    public static sbyte Of(ushort form, Encoding encoding) => form switch
    {
        Form.FlagPresent or Form.ImplicitConstant => 0,
        Form.Data1 or Form.Flag or Form.Reference1 or Form.StringIndex1 or Form.AddressIndex1 => 1,
        Form.Data2 or Form.Reference2 or Form.StringIndex2 or Form.AddressIndex2 => 2,
        Form.StringIndex3 or Form.AddressIndex3 => 3,
        Form.Data4 or Form.Reference4 or Form.StringIndex4 or Form.AddressIndex4 or Form.ReferenceSupplementary4 => 4,
        Form.Data8 or Form.Reference8 or Form.ReferenceSignature or Form.ReferenceSupplementary8 => 8,
        Form.Data16 => 16,
        Form.Address => (sbyte)encoding.AddressSize,
        Form.ReferenceAddress => (sbyte)(encoding.Version <= 2 ? encoding.AddressSize : encoding.OffsetSize),
        Form.StringOffset or Form.SectionOffset or Form.LineStringOffset or Form.StringSupplementary
            or Form.GnuReferenceAlternative or Form.GnuStringAlternative => (sbyte)encoding.OffsetSize,
        Form.SignedData or Form.UnsignedData or Form.ReferenceUnsigned or Form.StringIndex or Form.AddressIndex
            or Form.LocationListIndex or Form.RangeListIndex or Form.GnuAddressIndex or Form.GnuStringIndex => Leb,
        Form.String => Text,
        Form.Block or Form.Expression => Block,
        Form.Block1 => Block1,
        Form.Block2 => Block2,
        Form.Block4 => Block4,
        Form.Indirect => Indirect,
        _ => Unknown,
    };
}

/// <summary>What of a unit's header decides how long its values are.</summary>
/// <param name="Version">DWARF version, 2 to 5.</param>
/// <param name="AddressSize">Bytes in an address: 4 or 8.</param>
/// <param name="Wide">True for the 64-bit format: offsets take 8 bytes.</param>
internal readonly record struct Encoding(int Version, int AddressSize, bool Wide)
{
    public int OffsetSize => Wide ? 8 : 4;
}
