using KB.Symbolizer.Dwarf;

namespace KB.Symbolizer.Tests.Dwarf;

public class DemanglerTests
{
    [Theory]
    [InlineData("_RNvNtCs1234_6widget5wheel4spin", "widget::wheel::spin")]
    [InlineData("_RNvMNtCs1234_6widget5wheelNtB2_5Wheel4turn", "<widget::wheel::Wheel>::turn")]
    [InlineData("_RNvXCs1234_6widgetNtB2_5WheelNtB2_4Turn4turn", "<widget::Wheel as widget::Turn>::turn")]
    [InlineData("_RINvCs1234_6widget4spinmRhE", "widget::spin::<u32, &u8>")]
    [InlineData("_RNCNvCs1234_6widget4spin0", "widget::spin::{closure#0}")]
    [InlineData("_RINvCs1234_6widget4spinKj7_Aym4_E", "widget::spin::<7, [u64; 4]>")]
    [InlineData("_ZN6widget5wheel4spin17h0123456789abcdefE", "widget::wheel::spin")]
    [InlineData("_ZN6widget11Gadget$u20$4spin17h0123456789abcdefE", "widget::Gadget ::spin")]
    [InlineData("_ZNK6widget5Wheel4turnEv", "widget::Wheel::turn")]
    [InlineData("_Z12widget_flushiPv", "widget_flush")]
    [InlineData("widget_flush", "widget_flush")]
    public void A_mangled_name_becomes_the_name_of_its_source(string mangled, string name) => Assert.Equal(name, Demangler.Demangle(mangled));

    [Theory]
    [InlineData("_R")]
    [InlineData("_RNvC6widget99spin")]
    [InlineData("_RNvB_4spin")]
    [InlineData("_RINvC6widget4spin")]
    [InlineData("_ZN")]
    [InlineData("_ZN99999999999999999999widgetE")]
    [InlineData("_ZN6widget")]
    [InlineData("_Z6widgetIiEvT_")]
    [InlineData("_RNvC999999999999999999999999")]
    public void A_name_that_is_not_understood_stays_as_it_is(string mangled) => Assert.Equal(mangled, Demangler.Demangle(mangled));

    /// <summary>Each type is an impl for the one before it, of which the path, again the one before it, is not shown: 2^22 parts, and 22 brackets of text.</summary>
    [Fact]
    public void Parts_that_are_not_shown_end_at_a_bound()
    {
        string name = "_RINvC6widget4spin";
        int before = name.Length;
        name += "C5wheel";
        for (int i = 0; i < 22; i++)
        {
            string again = $"B{Base62(before - 2)}";
            before = name.Length;
            name += $"M{again}{again}";
        }

        name += "E";

        Assert.Equal(name, Demangler.Demangle(name));
    }

    [Fact]
    public void Types_within_types_end_at_a_bound()
    {
        string deep = "_RINvC6widget4spin" + new string('R', 50_000) + "hE";

        Assert.Equal(deep, Demangler.Demangle(deep));
    }

    /// <summary>Source: Rust RFC 2603, base-62-number.</summary>
    private static string Base62(int number)
    {
        string digits = "";
        for (int rest = number - 1; number > 0 && (rest > 0 || digits.Length == 0); rest /= 62)
        {
            digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest % 62] + digits;
        }

        return digits + "_";
    }
}
