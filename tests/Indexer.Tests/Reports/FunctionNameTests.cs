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
    [InlineData("_RNvB_3foo", "_RNvB_3foo")]
    public void A_mangled_name_is_readable(string symbol, string name) => Assert.Equal(name, FunctionNames.Normalize(symbol));
}
