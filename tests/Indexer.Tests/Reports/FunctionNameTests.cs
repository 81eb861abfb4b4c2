using KB.Indexer.Reports;

namespace KB.Indexer.Tests.Reports;

public class FunctionNameTests
{
    [Theory]
    [InlineData("widget_flush.isra.0", "widget_flush")]
    [InlineData("widget_flush.constprop.5.isra.2", "widget_flush")]
    [InlineData("widget_flush.cold", "widget_flush")]
    [InlineData("widget_flush.llvm.1234", "widget_flush")]
    [InlineData("__pfx_widget_flush", "widget_flush")]
    [InlineData("__x64_sys_mremap", "sys_mremap")]
    [InlineData("__se_sys_mremap", "sys_mremap")]
    [InlineData("SyS_mremap", "sys_mremap")]
    [InlineData("__arm64_sys_mremap", "sys_mremap")]
    [InlineData("widget_flush", "widget_flush")]
    public void One_function_has_one_name(string symbol, string name) => Assert.Equal(name, FunctionNames.Normalize(symbol));

    [Theory]
    [InlineData("_RNvNtCs9jEwPDbx20M_4core9panicking9panic_fmt", "core::panicking::panic_fmt")]
    [InlineData("_ZN6widget5cache5flush17h0123456789abcdefE", "widget::cache::flush")]
    [InlineData("_ZN6widget5_flagE", "widget::_flag")]
    [InlineData("_Z9fake_nameiii", "fake_name")]
    [InlineData("_RNvMs3_NtCs1_6widget7processNtB5_7Process5flush", "<widget::process::Process>::flush")]
    [InlineData("_RNvXs_NtCs1_6widget5cacheNtB4_5CacheNtNtCs2_4core3ops4Drop4drop", "<widget::cache::Cache as core::ops::Drop>::drop")]
    [InlineData("_RINvNtCs1_6widget4sort4sorthEB4_", "widget::sort::sort<u8>")]
    public void A_mangled_name_is_readable(string symbol, string name) => Assert.Equal(name, RustNames.Readable(symbol));

    [Theory]
    [InlineData("_R")]
    [InlineData("_RNv")]
    [InlineData("_Z")]
    [InlineData("_ZN6widget")]
    [InlineData("_Z99short")]
    [InlineData("_RNvB_3foo")]
    [InlineData("_RNvMB_B_9999999999foo")]
    [InlineData("_RNvNtNtNtNtNt")]
    public void A_damaged_mangled_name_stays_as_it_is(string symbol) => Assert.Equal(symbol, RustNames.Readable(symbol));

    /// <summary>Each type is an impl for u8, whose path, which is not shown, names the type before it eight times.</summary>
    [Fact]
    public void A_mangled_name_that_repeats_what_is_not_shown_ends_at_a_bound()
    {
        const string Symbol = "_RINvC1w4spinMC1ahMIC1aBa_Ba_Ba_Ba_Ba_Ba_Ba_Ba_EhMIC1aBf_Bf_Bf_Bf_Bf_Bf_Bf_Bf_EhMIC1aBK_BK_BK_BK_BK_BK_BK_BK_EhMIC1aB1f_B1f_B1f_B1f_B1f_B1f_B1f_B1f_EhE";

        Assert.Equal(Symbol, RustNames.Readable(Symbol));
    }
}
